package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.applications.casework.CaseRecord.TimelineEntry;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How cases are shown. */
final class CaseViews {

    private final Applications applications;
    private final CaseRecord record;
    private final CaseClock clocks;
    private final Items items;
    private final Departments departments = Departments.ofQingdao();

    CaseViews(Applications applications, CaseRecord record, CaseClock clocks, Items items) {
        this.applications = applications;
        this.record = record;
        this.clocks = clocks;
        this.items = items;
    }

    /** One case with its track, for its resident. */
    Mono<CaseView> track(Application application, Language language) {
        return Mono.zip(
                        record.timeline(application.facts().id()).collectList(),
                        applications
                                .findForm(application.facts().id())
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty()),
                        applications
                                .membersOf(application.facts().id())
                                .map(member -> toMember(member, language))
                                .collectList())
                .map(parts ->
                        toView(application, parts.getT1(), parts.getT2(), parts.getT3(), language));
    }

    Mono<CaseList> listOf(Caller.Resident resident, Paging paging, Language language) {
        return applications
                .listOf(resident.id(), paging.cursor().map(at -> at.uuid(0)), paging.limit())
                .map(application -> toLine(application, language))
                .collectList()
                .map(lines -> new CaseList(lines, next(lines, paging)));
    }

    private CaseView toView(
            Application application,
            List<TimelineEntry> timeline,
            Optional<JsonNode> form,
            List<MemberView> members,
            Language language) {
        Facts facts = application.facts();
        return new CaseView(
                facts.id(),
                facts.version().number(),
                application.state(),
                facts.item(),
                facts.itemVersion(),
                title(facts, language),
                facts.agent().map(agent -> facts.resident()),
                facts.agent(),
                facts.channel(),
                facts.division(),
                facts.department(),
                departmentName(facts, language),
                application.receipt().map(Receipt::number),
                application.receipt().map(Receipt::at),
                application.receipt().map(Receipt::intakeDistrict),
                clocks.due(application),
                application.reason(),
                application.result(),
                application.file().correction().map(Correction::gaps).orElse(List.of()),
                application.file().rejection(),
                application
                        .file()
                        .suspension()
                        .filter(stopped -> application.state() == State.SUSPENDED),
                application.openPapers(),
                application.file().delivery(),
                clocks.show(application),
                members,
                timeline,
                form);
    }

    private MemberView toMember(Application member, Language language) {
        Facts facts = member.facts();
        return new MemberView(
                facts.member().orElseThrow(),
                facts.id(),
                member.state(),
                facts.item(),
                title(facts, language),
                facts.department(),
                departmentName(facts, language),
                clocks.due(member),
                member.reason(),
                member.result());
    }

    CaseLine toLine(Application application, Language language) {
        Facts facts = application.facts();
        return new CaseLine(
                facts.id(),
                facts.version().number(),
                application.state(),
                facts.item(),
                title(facts, language),
                facts.agent().map(agent -> facts.resident()),
                facts.agent(),
                facts.channel(),
                facts.division(),
                application.receipt().map(Receipt::number),
                application.receipt().map(Receipt::at),
                clocks.due(application));
    }

    private static Optional<Cursor> next(List<CaseLine> lines, Paging paging) {
        return lines.size() < paging.limit()
                ? Optional.empty()
                : Optional.of(Cursor.of(lines.getLast().id().value()));
    }

    private ItemDefinition item(Facts facts) {
        return items.pinned(facts.item(), facts.itemVersion());
    }

    private String title(Facts facts, Language language) {
        ItemDefinition.Text title = item(facts).title();
        return language == Language.EN ? title.en() : title.zh();
    }

    private String departmentName(Facts facts, Language language) {
        return departments
                .find(facts.department())
                .map(found -> language == Language.EN ? found.englishName() : found.name())
                .orElse(facts.department().value());
    }

    /**
     * A page of cases.
     *
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record CaseList(List<CaseLine> items, Optional<Cursor> next) {}

    /**
     * A case in a list.
     *
     * @param actingFor whose case it is, when somebody else applied for them
     * @param agent who applied
     */
    record CaseLine(
            ApplicationId id,
            long version,
            State state,
            String item,
            String title,
            Optional<ResidentId> actingFor,
            Optional<ResidentId> agent,
            Channel channel,
            DivisionCode division,
            Optional<String> receiptNumber,
            Optional<Instant> submittedAt,
            Optional<CaseClock.Due> due) {}

    /**
     * A case with its track.
     *
     * @param version for the next {@code If-Match}
     * @param actingFor whose case it is, when somebody else applied for them
     * @param agent who applied
     * @param intakeDistrict where it was handed in
     * @param due what is due next, and whether the date is OFFICIAL or PROVISIONAL
     * @param reason of a refusal
     * @param corrections everything that was found missing
     * @param openPapers promised and still to come
     * @param members of a bundle
     * @param result number of the issued document
     */
    record CaseView(
            ApplicationId id,
            long version,
            State state,
            String item,
            int itemVersion,
            String title,
            Optional<ResidentId> actingFor,
            Optional<ResidentId> agent,
            Channel channel,
            DivisionCode division,
            DepartmentCode department,
            String departmentName,
            Optional<String> receiptNumber,
            Optional<Instant> submittedAt,
            Optional<DivisionCode> intakeDistrict,
            Optional<CaseClock.Due> due,
            Optional<String> reason,
            Optional<String> result,
            List<Gap> corrections,
            Optional<Rejection> rejection,
            Optional<Suspension> suspension,
            Set<String> openPapers,
            Optional<Delivery> delivery,
            List<CaseClock.Shown> clocks,
            List<MemberView> members,
            List<TimelineEntry> timeline,
            Optional<JsonNode> form) {

        /** For those who follow the case and do not handle it. */
        CaseView withoutForm() {
            return new CaseView(
                    id,
                    version,
                    state,
                    item,
                    itemVersion,
                    title,
                    actingFor,
                    agent,
                    channel,
                    division,
                    department,
                    departmentName,
                    receiptNumber,
                    submittedAt,
                    intakeDistrict,
                    due,
                    reason,
                    result,
                    corrections,
                    rejection,
                    suspension,
                    openPapers,
                    delivery,
                    clocks,
                    members,
                    timeline,
                    Optional.empty());
        }
    }

    /** An item of a bundle: who holds it, how far it is, by when it is due. */
    record MemberView(
            String place,
            ApplicationId id,
            State state,
            String item,
            String title,
            DepartmentCode department,
            String departmentName,
            Optional<CaseClock.Due> due,
            Optional<String> reason,
            Optional<String> result) {}
}
