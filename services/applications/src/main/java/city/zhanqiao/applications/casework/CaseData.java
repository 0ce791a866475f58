package city.zhanqiao.applications.casework;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.data.personal.PersonalPart.Kept;
import city.zhanqiao.data.personal.PersonalPart.OpenMatter;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * A resident's cases as they may be taken along: in clear. One that is not over stops a deletion;
 * one that is over is archived (机关档案管理规定: ten years for ordinary cases).
 */
final class CaseData implements PersonalData {

    private static final Period ARCHIVED = Period.ofYears(10);
    private static final String KIND = "application";

    private final Applications applications;

    CaseData(Applications applications) {
        this.applications = applications;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return applications
                .listOf(resident, Optional.empty(), Integer.MAX_VALUE)
                .filter(it -> it.facts().resident().equals(resident))
                .collectList()
                .flatMap(this::toPart);
    }

    private Mono<PersonalPart> toPart(List<Application> cases) {
        return Mono.just(cases)
                .flatMapIterable(all -> all)
                .concatMap(it ->
                        applications
                                .findForm(it.facts().id())
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty())
                                .map(form -> toRecord(it, form)))
                .collectList()
                .map(records ->
                        PersonalPart.of("applications", "办件", "Applications", records)
                                .withOpen(open(cases))
                                .withKept(kept(cases)));
    }

    private static List<OpenMatter> open(List<Application> cases) {
        return cases.stream()
                .filter(it -> it.milestones().ended().isEmpty())
                .flatMap(it -> it.receipt().stream())
                .map(receipt -> new OpenMatter(KIND, receipt.number()))
                .toList();
    }

    private static List<Kept> kept(List<Application> cases) {
        return cases.stream()
                .filter(it -> it.receipt().isPresent())
                .flatMap(it -> it.milestones().ended().stream())
                .map(ended -> new Kept(KIND, "ARCHIVE", CityTime.dateOf(ended).plus(ARCHIVED)))
                .toList();
    }

    private static CaseRecordView toRecord(Application it, Optional<JsonNode> form) {
        return new CaseRecordView(
                it.facts().id(),
                it.facts().item(),
                it.state(),
                it.receipt().map(Receipt::number),
                it.receipt().map(Receipt::at),
                it.reason(),
                it.result(),
                it.file(),
                form);
    }

    /** In clear; hides itself from logs. */
    record CaseRecordView(
            ApplicationId id,
            String item,
            State state,
            Optional<String> receiptNumber,
            Optional<Instant> submittedAt,
            Optional<String> reason,
            Optional<String> result,
            CaseFile file,
            Optional<JsonNode> form) {
        @Override
        public String toString() {
            return "CaseRecordView[hidden]";
        }
    }
}
