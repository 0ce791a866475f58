package city.zhanqiao.applications.item;

import reactor.core.publisher.Mono;

/** What a publication must not harm: cases that are under way. */
@FunctionalInterface
public interface OpenCases {

    /** Looks at every open case of an item. */
    Mono<Proof> prove(String item);

    /**
     * What was found.
     *
     * @param checked open cases
     * @param failing those that would no longer load or end
     */
    record Proof(int checked, int failing) {
        /** The same with one more case. */
        public Proof with(boolean holds) {
            return new Proof(checked + 1, holds ? failing : failing + 1);
        }
    }
}
