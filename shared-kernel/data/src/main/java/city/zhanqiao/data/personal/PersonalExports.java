package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;

/** Puts together what the features of this service hold. */
public final class PersonalExports {

    private static final int FEATURES_AT_ONCE = 2;

    private final List<PersonalData> holders;
    private final String service;
    private final InstantSource clock;

    PersonalExports(List<PersonalData> holders, String service, InstantSource clock) {
        this.holders = List.copyOf(holders);
        this.service = service;
        this.clock = clock;
    }

    /** Fails as a whole when one feature fails: an export is complete or it is none. */
    public Mono<PersonalExport> of(ResidentId resident) {
        return Flux.fromIterable(holders)
                .flatMapSequential(holder -> holder.of(resident), FEATURES_AT_ONCE)
                .collectList()
                .map(parts -> toExport(resident, parts));
    }

    private PersonalExport toExport(ResidentId resident, List<PersonalPart> parts) {
        return new PersonalExport(
                service,
                resident,
                clock.instant(),
                parts.stream().map(PersonalPart::section).toList(),
                parts.stream().flatMap(part -> part.open().stream()).toList(),
                parts.stream().flatMap(part -> part.kept().stream()).toList(),
                parts.stream().flatMap(part -> part.files().stream()).toList());
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }
}
