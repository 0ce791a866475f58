package city.zhanqiao.applications.casework;

import java.time.Instant;
import java.util.Optional;

/** When a case reached what. */
public record Milestones(
        Optional<Instant> accepted,
        Optional<Instant> decided,
        Optional<Instant> issued,
        Optional<Instant> delivered,
        Optional<Instant> ended) {

    static final Milestones NONE =
            new Milestones(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    Milestones accepted(Instant at) {
        return new Milestones(Optional.of(at), decided, issued, delivered, ended);
    }

    Milestones decided(Instant at) {
        return new Milestones(accepted, Optional.of(at), issued, delivered, ended);
    }

    Milestones issued(Instant at) {
        return new Milestones(accepted, decided, Optional.of(at), delivered, ended);
    }

    Milestones delivered(Instant at) {
        return new Milestones(accepted, decided, issued, Optional.of(at), Optional.of(at));
    }

    Milestones ended(Instant at) {
        return new Milestones(accepted, decided, issued, delivered, Optional.of(at));
    }
}
