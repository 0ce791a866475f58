package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.residents.profile.ResidentFile.Open;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Joins two log-ins of one person, safely: the person is freshly checked in both, brings a code
 * from the one that is kept, and the issuers vouch for the same name and number. Runs in the
 * transaction of the act.
 */
final class JoinLogIns {

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final Residents residents;
    private final JoinCodes codes;
    private final Joining joining;
    private final InstantSource clock;

    JoinLogIns(Residents residents, JoinCodes codes, Joining joining, InstantSource clock) {
        this.residents = residents;
        this.codes = codes;
        this.joining = joining;
        this.clock = clock;
    }

    /** A code of the log-in that is kept. */
    Mono<Code> makeCode(Open file) {
        Instant until = clock.instant().plus(GOOD_FOR);
        return codes.make(file.id(), until).map(code -> new Code(code, until));
    }

    /** Gives the caller's log-in up for the one that made the code. */
    Mono<Outcome<ResidentId, Refusal>> join(Caller.Resident caller, String code) {
        return Mono.fromSupplier(() -> Claims.of(caller, CityTime.today(clock)))
                .flatMap(
                        Outcomes.then(claims ->
                                find(code)
                                        .flatMap(
                                                Outcomes.then(
                                                        kept -> join(caller, claims, kept)))));
    }

    private Mono<Outcome<Open, Refusal>> find(String code) {
        return codes.use(code, clock.instant())
                .flatMap(owner -> residents.find(owner).ofType(Open.class))
                .map(Outcome::<Open, Refusal>done)
                .defaultIfEmpty(Outcome.refused(new Refusal.CodeUnknown()));
    }

    private Mono<Outcome<ResidentId, Refusal>> join(
            Caller.Resident caller, Claims claims, Open kept) {
        boolean samePerson = claims.person().isPresent() && claims.person().equals(kept.person());
        if (!samePerson || kept.id().equals(caller.id())) {
            return Mono.just(Outcome.refused(new Refusal.CodeUnknown()));
        }
        return residents
                .add(caller.id(), clock.instant())
                .then(residents.find(caller.id()))
                .flatMap(file ->
                        switch (file) {
                            case Open open ->
                                    joining.join(open.id(), kept.id(), caller)
                                            .thenReturn(
                                                    Outcome.<ResidentId, Refusal>done(kept.id()));
                            case ResidentFile.Joined joined ->
                                    Mono.just(
                                            Outcome.<ResidentId, Refusal>refused(
                                                    new Refusal.JoinedElsewhere(joined.into())));
                            case ResidentFile.Erased erased ->
                                    Mono.just(
                                            Outcome.<ResidentId, Refusal>refused(
                                                    new Refusal.CodeUnknown()));
                        });
    }

    /**
     * A code.
     *
     * @param until when it is no longer good
     */
    record Code(String code, Instant until) {
        @Override
        public String toString() {
            return "Code[hidden]";
        }
    }
}
