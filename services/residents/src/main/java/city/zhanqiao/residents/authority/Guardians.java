package city.zhanqiao.residents.authority;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Mono;

import java.time.InstantSource;

/** Who is under 14 today, and whose guardian somebody is. */
public final class Guardians {

    private final Guardianships guardianships;
    private final Residents residents;
    private final InstantSource clock;

    Guardians(Guardianships guardianships, Residents residents, InstantSource clock) {
        this.guardianships = guardianships;
        this.residents = residents;
        this.clock = clock;
    }

    /** Somebody whose number is not known counts as grown up: nothing says otherwise. */
    public boolean isChild(Open file) {
        return file.person()
                .filter(person ->
                        Guardianship.isChild(person.number().birthDate(), CityTime.today(clock)))
                .isPresent();
    }

    /** Whether the guardian may act for the child today. */
    public Mono<Boolean> isGuardian(ResidentId guardian, ResidentId child) {
        return find(guardian, child).defaultIfEmpty(false);
    }

    /** False when the child is 14; empty when nothing is recorded. */
    Mono<Boolean> find(ResidentId guardian, ResidentId child) {
        return guardianships
                .findBetween(guardian, child)
                .flatMap(recorded -> residents.find(recorded.child()).ofType(Open.class))
                .map(this::isChild);
    }
}
