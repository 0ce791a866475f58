package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.VisitRecorded.Occasion;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Mono;

/** Counts the times a resident had to come for a case. */
final class Visits implements CaseFollower {

    private final EventLog events;

    Visits(EventLog events) {
        this.events = events;
    }

    @Override
    public Mono<Void> after(Application moved, CaseStep step, Caller actor) {
        return actor instanceof Caller.Staff staff
                ? switch (step) {
                    case SUBMIT -> record(moved, staff, Occasion.INTAKE);
                    case DELIVER ->
                            isPickedUp(moved)
                                    ? record(moved, staff, Occasion.PICK_UP)
                                    : Mono.empty();
                    default -> Mono.empty();
                }
                : Mono.empty();
    }

    private Mono<Void> record(Application it, Caller.Staff staff, Occasion occasion) {
        Facts facts = it.facts();
        return events.append(
                new VisitRecorded(
                        facts.id(),
                        facts.resident(),
                        staff.district().orElse(facts.district()),
                        occasion));
    }

    private static boolean isPickedUp(Application it) {
        return it.file()
                .delivery()
                .filter(delivery -> delivery.way() == Delivery.Way.PICK_UP)
                .isPresent();
    }
}
