package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.Optional;

/** The file (档案) of one person, as far as it goes. */
public sealed interface ResidentFile {

    ResidentId id();

    /** How the city came to know the person. */
    enum Origin {
        /** By a log-in of their own. */
        LOGIN,
        /** At a window, without a log-in. */
        WINDOW
    }

    /**
     * In use.
     *
     * @param person empty until name and number have been matched
     * @param level how surely the person was known when last seen
     * @param levelAt when that was checked
     */
    record Open(
            ResidentId id,
            Version version,
            Origin origin,
            Optional<Person> person,
            Optional<PhoneNumber> phone,
            RealNameLevel level,
            Instant levelAt,
            Preferences preferences)
            implements ResidentFile {

        Open at(Version changed, Preferences chosen) {
            return new Open(id, changed, origin, person, phone, level, levelAt, chosen);
        }
    }

    /** Given up: the same person goes on under another id. */
    record Joined(ResidentId id, ResidentId into) implements ResidentFile {}

    /** Emptied at the person's wish; the id stays taken. */
    record Erased(ResidentId id, Version version) implements ResidentFile {}
}
