package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseRecord.TimelineEntry;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.data.personal.PersonalPart.Kept;
import city.zhanqiao.data.personal.PersonalPart.OpenMatter;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * A resident's cases as they may be taken along: in clear, with the track. One that is not over
 * stops a deletion; one that is over is archived (机关档案管理规定: ten years for ordinary cases). Of a
 * case that the resident brought for another, what was filled in belongs to the other.
 */
final class CaseData implements PersonalData {

    private static final Period ARCHIVED = Period.ofYears(10);
    private static final String KIND = "application";

    private final Applications applications;
    private final CaseRecord record;

    CaseData(Applications applications, CaseRecord record) {
        this.applications = applications;
        this.record = record;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return applications.allOf(resident).collectList().flatMap(cases -> toPart(cases, resident));
    }

    private Mono<PersonalPart> toPart(List<Application> cases, ResidentId resident) {
        List<Application> own =
                cases.stream().filter(it -> it.facts().resident().equals(resident)).toList();
        return Flux.fromIterable(cases)
                .concatMap(it -> toRecord(it, own.contains(it)))
                .collectList()
                .map(records ->
                        PersonalPart.of("applications", "办件", "Applications", records)
                                .withOpen(open(own))
                                .withKept(kept(own)));
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

    private Mono<CaseRecordView> toRecord(Application it, boolean own) {
        return Mono.zip(
                record.timeline(it.facts().id()).collectList(),
                formOf(it, own).map(Optional::of).defaultIfEmpty(Optional.empty()),
                (track, form) -> toRecord(it, own, track, form));
    }

    private Mono<JsonNode> formOf(Application it, boolean own) {
        return own ? applications.findForm(it.facts().id()) : Mono.empty();
    }

    private static CaseRecordView toRecord(
            Application it, boolean own, List<TimelineEntry> track, Optional<JsonNode> form) {
        Facts facts = it.facts();
        return new CaseRecordView(
                facts.id(),
                facts.parent(),
                facts.item(),
                it.state(),
                facts.agent().map(agent -> facts.resident()),
                facts.agent(),
                it.receipt().map(Receipt::number),
                it.receipt().map(Receipt::at),
                it.reason(),
                it.result(),
                Optional.of(it.file()).filter(file -> own),
                form,
                track);
    }

    /**
     * In clear; hides itself from logs.
     *
     * @param bundleId the bundle's case, for one of its members
     */
    record CaseRecordView(
            ApplicationId id,
            Optional<ApplicationId> bundleId,
            String item,
            State state,
            Optional<ResidentId> actingFor,
            Optional<ResidentId> agent,
            Optional<String> receiptNumber,
            Optional<Instant> submittedAt,
            Optional<String> reason,
            Optional<String> result,
            Optional<CaseFile> file,
            Optional<JsonNode> form,
            List<TimelineEntry> timeline) {
        @Override
        public String toString() {
            return "CaseRecordView[hidden]";
        }
    }
}
