package city.zhanqiao.applications.item;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What a publication must not harm: cases that are under way. */
@FunctionalInterface
public interface OpenCases {

    /** Looks at every open case of an item. */
    Mono<Proof> prove(String item);

    /**
     * One open case, played on under the version that it keeps.
     *
     * @param readable whether its row, its form and its version still load
     * @param ends names of the end states that it reaches
     * @param missing names of those that lie before it and are out of its reach
     */
    record Looked(
            UUID application,
            String state,
            boolean readable,
            Set<String> ends,
            Set<String> missing) {

        public static Looked unreadable(UUID application, String state) {
            return new Looked(application, state, false, Set.of(), Set.of());
        }

        boolean holds() {
            return readable && missing.isEmpty();
        }
    }

    /** The open cases in one state, and the ends that every one of them reaches. */
    record Reach(int cases, Set<String> ends) {
        Reach with(Looked one) {
            Set<String> common = new TreeSet<>(ends);
            common.retainAll(one.ends());
            return new Reach(cases + 1, common);
        }
    }

    /**
     * What was found.
     *
     * @param checked open cases
     * @param failing how many of them would no longer load or end
     * @param examples some of those, for the report
     * @param states by the name of the state
     */
    record Proof(int checked, int failing, List<Looked> examples, Map<String, Reach> states) {

        private static final int MOST_EXAMPLES = 20;

        public static final Proof NOTHING = new Proof(0, 0, List.of(), Map.of());

        /** The same with one more case. */
        public Proof with(Looked one) {
            Map<String, Reach> seen = new TreeMap<>(states);
            seen.merge(one.state(), new Reach(1, one.ends()), (before, first) -> before.with(one));
            return new Proof(
                    checked + 1, one.holds() ? failing : failing + 1, examplesWith(one), seen);
        }

        private List<Looked> examplesWith(Looked one) {
            if (one.holds() || examples.size() == MOST_EXAMPLES) {
                return examples;
            }
            List<Looked> more = new ArrayList<>(examples);
            more.add(one);
            return List.copyOf(more);
        }
    }
}
