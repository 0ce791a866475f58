package city.zhanqiao.notices.reach;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.notice.OfficeNotices;
import city.zhanqiao.notices.reach.PushDesk.Telling;
import city.zhanqiao.notices.reach.Readings.Readers;
import city.zhanqiao.notices.resident.Interests;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** For the publisher: before, whom it would reach; afterwards, whom it has. Never who. */
@RestController
class ReachController {

    private static final String PATH = "/admin/v1/notices/{id}";

    private final OfficeNotices notices;
    private final Interests interests;
    private final Readings readings;
    private final PushDesk pushes;

    ReachController(
            OfficeNotices notices, Interests interests, Readings readings, PushDesk pushes) {
        this.notices = notices;
        this.interests = interests;
        this.readings = readings;
        this.pushes = pushes;
    }

    @GetMapping(PATH + "/reach")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "About how many residents and devices it would reach")
    Mono<ReachEstimate> reach(@PathVariable NoticeId id, Caller.Staff staff) {
        return notices.get(staff, id)
                .map(Content::target)
                .flatMap(target -> Mono.zip(countResidents(target), pushes.countDevices(target)))
                .map(both -> ReachEstimate.of(both.getT1(), both.getT2()));
    }

    @GetMapping(PATH + "/pushes")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "How far its pushes are and what came of them, newest telling first")
    Mono<PushResults> pushes(@PathVariable NoticeId id, Caller.Staff staff) {
        return notices.get(staff, id).flatMap(_ -> pushes.tellings(id)).map(PushResults::new);
    }

    @GetMapping(PATH + "/readings")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "How many residents have read it; fewer than five are not shown")
    Mono<ReadingFigures> readings(@PathVariable NoticeId id, Caller.Staff staff) {
        return notices.get(staff, id)
                .flatMap(content ->
                        Mono.zip(
                                readings.count(id),
                                readings.countByDistrict(id, districts(content.target())),
                                countResidents(content.target())))
                .map(all -> ReadingFigures.of(all.getT1(), all.getT2(), all.getT3()));
    }

    private Mono<Long> countResidents(Content.Target target) {
        return interests.count(target.divisions(), target.topics(), target.groups());
    }

    /** The districts that the target touches; all of them for the whole city. */
    private static Set<DivisionCode> districts(Content.Target target) {
        Divisions all = Divisions.ofQingdao();
        return all.districts().stream()
                .map(Division::code)
                .filter(district ->
                        target.divisions().stream()
                                .anyMatch(place ->
                                        place.contains(district) || district.contains(place)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * About how many have a place in the target.
     *
     * @param residents rounded to hundreds from a thousand on; absent below five
     * @param devices the same
     */
    record ReachEstimate(Optional<Long> residents, Optional<Long> devices) {

        static ReachEstimate of(long residents, long devices) {
            return new ReachEstimate(Headcount.about(residents), Headcount.about(devices));
        }
    }

    /**
     * What was told about the notice.
     *
     * @param items empty as long as nobody was told
     */
    record PushResults(List<Telling> items) {}

    /**
     * How many have read it.
     *
     * @param concerned residents whom it is for, about; absent below five like all others
     * @param readers of any edition
     * @param readersOfThisEdition of the present one
     */
    record ReadingFigures(
            Optional<Long> concerned,
            Optional<Long> readers,
            Optional<Long> readersOfThisEdition,
            List<DistrictFigure> districts) {

        static ReadingFigures of(Readers readers, Map<String, Long> districts, long concerned) {
            return new ReadingFigures(
                    Headcount.about(concerned),
                    Headcount.shown(readers.all()),
                    Headcount.part(readers.ofThisEdition(), readers.all()),
                    Headcount.parts(districts).entrySet().stream()
                            .map(one ->
                                    new DistrictFigure(
                                            new DivisionCode(one.getKey()), one.getValue()))
                            .toList());
        }
    }

    /**
     * Readers with a place in a district.
     *
     * @param readers absent when they are few, or would give away few others
     */
    record DistrictFigure(DivisionCode district, Optional<Long> readers) {}
}
