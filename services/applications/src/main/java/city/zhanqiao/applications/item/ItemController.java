package city.zhanqiao.applications.item;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.item.ItemDefinition.Text;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The catalogue and the guide, open to everybody. */
@RestController
class ItemController {

    private static final int AT_A_TIME = 4;

    private final Items items;
    private final Openings openings;
    private final Departments departments = Departments.ofQingdao();

    ItemController(Items items, Openings openings) {
        this.items = items;
        this.openings = openings;
    }

    @GetMapping("/open/v1/items")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Items, by words and by the district in which they are open")
    Mono<ItemList> list(
            @RequestParam Optional<String> district,
            @RequestParam Optional<String> q,
            ServerHttpRequest request) {
        Language language = Language.of(request);
        Optional<DivisionCode> where = district.map(ItemController::toDistrict);
        return Flux.fromIterable(items.all())
                .filter(item -> !item.isBundle())
                .filter(item -> q.map(words -> matches(item, words)).orElse(true))
                .flatMapSequential(item -> openIn(item, where), AT_A_TIME)
                .map(item -> toSummary(item, language))
                .collectList()
                .map(ItemList::new);
    }

    @GetMapping("/open/v1/items/{code}")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "The guide of one item: form, materials, promise")
    ItemGuide guide(@PathVariable String code, ServerHttpRequest request) {
        return items.current(code)
                .filter(item -> !item.isBundle())
                .map(item -> toGuide(item, Language.of(request)))
                .orElseThrow(() -> new ProblemException(ApplicationsProblem.ITEM_NOT_FOUND));
    }

    @GetMapping("/open/v1/bundles")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Things done once: several departments, one form")
    BundleList bundles(ServerHttpRequest request) {
        return new BundleList(
                items.all().stream()
                        .filter(ItemDefinition::isBundle)
                        .map(bundle -> toSummary(bundle, Language.of(request)))
                        .toList());
    }

    @GetMapping("/open/v1/bundles/{code}")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "One thing done once: its items, the one form, the papers, the promise")
    BundleGuide bundle(@PathVariable String code, ServerHttpRequest request) {
        Language language = Language.of(request);
        return items.current(code)
                .filter(ItemDefinition::isBundle)
                .map(bundle ->
                        new BundleGuide(
                                toGuide(bundle, language),
                                bundle.members().stream()
                                        .map(member -> toPart(member, language))
                                        .toList()))
                .orElseThrow(() -> new ProblemException(ApplicationsProblem.ITEM_NOT_FOUND));
    }

    private Part toPart(Member member, Language language) {
        ItemDefinition item = items.pinned(member.item(), member.version());
        return new Part(
                member.place(),
                item.code(),
                words(item.title(), language),
                item.department(),
                departmentName(item.department(), language),
                item.promisedDays(),
                member.optional(),
                member.needs());
    }

    private Mono<ItemDefinition> openIn(ItemDefinition item, Optional<DivisionCode> district) {
        return district.map(where ->
                        openings.isItemOpen(item.code(), where)
                                .filter(open -> open)
                                .map(open -> item))
                .orElseGet(() -> Mono.just(item));
    }

    private static DivisionCode toDistrict(String code) {
        try {
            return new DivisionCode(code).district();
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(ApplicationsProblem.DIVISION_NOT_FOUND);
        }
    }

    private static boolean matches(ItemDefinition item, String words) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        return item.title().zh().contains(wanted)
                || item.summary().zh().contains(wanted)
                || item.title().en().toLowerCase(Locale.ROOT).contains(wanted)
                || item.code().contains(wanted);
    }

    private ItemSummary toSummary(ItemDefinition item, Language language) {
        return new ItemSummary(
                item.code(),
                item.version(),
                words(item.title(), language),
                words(item.summary(), language),
                item.department(),
                departmentName(item.department(), language),
                item.promisedDays(),
                item.hallVisits(),
                item.channels());
    }

    private ItemGuide toGuide(ItemDefinition item, Language language) {
        return new ItemGuide(
                item.code(),
                item.version(),
                item.implementationCode(),
                words(item.title(), language),
                words(item.summary(), language),
                item.department(),
                departmentName(item.department(), language),
                item.clockRegime(),
                item.level(),
                item.kind(),
                new Promise(item.promisedDays(), item.statutoryDays(), item.hallVisits()),
                item.applicants(),
                item.minimumLevel().name(),
                item.channels(),
                item.intake(),
                item.fee().amount().value(),
                item.fee().basis(),
                item.conditions().stream().map(text -> words(text, language)).toList(),
                item.materials().stream().map(paper -> toPaper(paper, language)).toList(),
                item.steps().stream().map(text -> words(text, language)).toList(),
                words(item.result(), language),
                item.consultation(),
                item.complaints(),
                item.legalBasis(),
                item.form());
    }

    private Paper toPaper(Material paper, Language language) {
        return new Paper(
                paper.code(),
                words(paper.name(), language),
                paper.need(),
                paper.form(),
                paper.source(),
                paper.agency().map(agency -> departmentName(agency, language)),
                paper.isAsked());
    }

    private String departmentName(DepartmentCode code, Language language) {
        return departments
                .find(code)
                .map(found -> language == Language.EN ? found.englishName() : found.name())
                .orElse(code.value());
    }

    private static String words(Text text, Language language) {
        return language == Language.EN ? text.en() : text.zh();
    }

    record ItemList(List<ItemSummary> items) {}

    record BundleList(List<ItemSummary> items) {}

    /** A bundle as a whole, and its items. */
    record BundleGuide(ItemGuide guide, List<Part> parts) {}

    /**
     * An item of a bundle.
     *
     * @param needs which results must exist before it starts, and how many of them
     */
    record Part(
            String place,
            String item,
            String title,
            DepartmentCode department,
            String departmentName,
            int promisedDays,
            boolean optional,
            Optional<Member.Join> needs) {}

    /**
     * An item in a list.
     *
     * @param promisedDays working days; 0 is at once
     */
    record ItemSummary(
            String code,
            int version,
            String title,
            String summary,
            DepartmentCode department,
            String departmentName,
            int promisedDays,
            int hallVisits,
            Set<ItemDefinition.Channel> channels) {}

    /**
     * Everything a resident needs to know before applying.
     *
     * @param feeFen what it costs, in fen
     * @param form JSON Schema 2020-12
     */
    record ItemGuide(
            String code,
            int version,
            String implementationCode,
            String title,
            String summary,
            DepartmentCode department,
            String departmentName,
            ItemDefinition.ClockRegime clockRegime,
            ItemDefinition.Level level,
            ItemDefinition.Kind kind,
            Promise promise,
            Set<ItemDefinition.Applicant> applicants,
            String minimumLevel,
            Set<ItemDefinition.Channel> channels,
            ItemDefinition.Intake intake,
            long feeFen,
            Optional<String> feeBasis,
            List<String> conditions,
            List<Paper> materials,
            List<String> steps,
            String result,
            String consultation,
            String complaints,
            List<String> legalBasis,
            JsonNode form) {}

    /** How long it takes, in working days, and how often one has to come. */
    record Promise(int promisedDays, int statutoryDays, int hallVisits) {}

    /**
     * A paper.
     *
     * @param asked whether the resident has to bring it; the rest comes from agencies
     */
    record Paper(
            String code,
            String name,
            Material.Need need,
            Material.Form form,
            Material.Source source,
            Optional<String> agency,
            boolean asked) {}
}
