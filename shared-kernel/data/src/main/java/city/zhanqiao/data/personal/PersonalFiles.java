package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Flux;

/** A feature whose part of an export names files, and that can give their content. */
@FunctionalInterface
public interface PersonalFiles {

    /**
     * The content in pieces, as large as the feature likes; empty when the resident has no such
     * file here.
     *
     * @param id as in {@link PersonalPart.File}
     */
    Flux<byte[]> read(ResidentId resident, String id);
}
