package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.Facts;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.rating.Rating.Aspect;
import city.zhanqiao.applications.rating.Rating.FollowUp;
import city.zhanqiao.applications.rating.Ratings.Deadlines;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Takes a rating, and follows a bad one up: call, put right, tell. */
final class Rate {

    /** C9, working days. */
    private static final int CONTACT_DAYS = 1;

    private static final int FIX_DAYS = 5;
    private static final int COMPLEX_DAYS = 15;

    private final CaseAccess cases;
    private final Items items;
    private final Ratings ratings;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Rate(
            CaseAccess cases,
            Items items,
            Ratings ratings,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.cases = cases;
        this.items = items;
        this.ratings = ratings;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Once for each case, when it has ended, within C8. */
    Mono<Rating> rate(
            Caller.Resident resident,
            Application it,
            int level,
            Map<Aspect, Integer> scores,
            Optional<String> comment) {
        Instant ended = endOrProblem(it);
        boolean late = CityTime.today(clock).isAfter(CityTime.dateOf(ended));
        return cases.membersOf(it.facts().id())
                .collectList()
                .flatMap(members ->
                        ratings.add(it, members, level, scores, comment, late, deadlines(level)))
                .filter(first -> first)
                .switchIfEmpty(problem(RatingProblem.RATING_GIVEN))
                .then(events.append(RatingGiven.of(it, level, late)))
                .then(
                        audit.add(
                                AuditEntry.done(
                                        resident,
                                        "application.rate",
                                        it.facts().id().toString(),
                                        it.facts().resident())))
                .then(ratings.find(it.facts().id()));
    }

    private Instant endOrProblem(Application it) {
        if (items.pinned(it.facts().item(), it.facts().itemVersion()).bereavement()) {
            throw new ProblemException(RatingProblem.RATING_NOT_ASKED);
        }
        if (!it.state().mayBeRated() || it.facts().kind() == Facts.Kind.MEMBER) {
            throw new ProblemException(RatingProblem.RATING_NOT_OPEN);
        }
        if (cases.isRatingOver(it)) {
            throw new ProblemException(RatingProblem.RATING_TOO_LATE);
        }
        return it.milestones().ended().orElseThrow();
    }

    private Optional<Deadlines> deadlines(int level) {
        return level > Rating.BAD
                ? Optional.empty()
                : Optional.of(
                        new Deadlines(
                                cases.workingDaysFromNow(CONTACT_DAYS),
                                cases.workingDaysFromNow(FIX_DAYS)));
    }

    /** The resident was called; a complex matter has more time, counted from the rating. */
    Mono<Rating> contacted(Caller.Staff staff, Rating rating, boolean complex) {
        LocalDate fixDue =
                complex
                        ? cases.workingDaysFrom(CityTime.dateOf(rating.ratedAt()), COMPLEX_DAYS)
                        : followUp(rating).fixDue();
        return ratings.contact(staff, rating.application(), fixDue)
                .filter(done -> done)
                .switchIfEmpty(problem(RatingProblem.RATING_FOLLOWED_UP))
                .then(note(staff, rating, "rating.contact"))
                .then(ratings.find(rating.application()));
    }

    /** It was put right. */
    Mono<Rating> fixed(Caller.Staff staff, Rating rating, String outcome) {
        FollowUp before = followUp(rating);
        Instant contactedAt =
                before.contactedAt()
                        .orElseThrow(
                                () -> new ProblemException(RatingProblem.RATING_NOT_CONTACTED));
        return ratings.fix(staff, rating.application(), outcome)
                .filter(done -> done)
                .switchIfEmpty(problem(RatingProblem.RATING_FOLLOWED_UP))
                .then(note(staff, rating, "rating.fix"))
                .then(cases.find(rating.application()))
                .flatMap(it ->
                        events.append(
                                BadRatingResolved.of(
                                        it,
                                        isInTime(contactedAt, before.contactDue()),
                                        isInTime(clock.instant(), before.fixDue()))))
                .then(ratings.find(rating.application()));
    }

    private static boolean isInTime(Instant at, LocalDate due) {
        return !CityTime.dateOf(at).isAfter(due);
    }

    private static FollowUp followUp(Rating rating) {
        return rating.followUp()
                .orElseThrow(() -> new ProblemException(RatingProblem.RATING_NOT_BAD));
    }

    private Mono<Void> note(Caller.Staff staff, Rating rating, String action) {
        return audit.add(AuditEntry.done(staff, action, rating.application().toString()));
    }

    private static <T> Mono<T> problem(RatingProblem problem) {
        return Mono.error(() -> new ProblemException(problem));
    }
}
