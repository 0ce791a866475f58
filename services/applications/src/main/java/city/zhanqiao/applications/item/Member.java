package city.zhanqiao.applications.item;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An item in the graph of a bundle.
 *
 * @param place such as {@code A3}
 * @param optional whether the resident chooses it
 * @param needs what must exist before it starts
 * @param answers the item's question to the bundle's, where their names differ
 * @param presets the item's questions that the bundle itself answers
 */
public record Member(
        String place,
        String item,
        int version,
        boolean optional,
        Optional<Join> needs,
        Map<String, String> answers,
        Map<String, JsonNode> presets) {
    public Member {
        needs = needs == null ? Optional.empty() : needs;
        answers = answers == null ? Map.of() : Map.copyOf(answers);
        presets = presets == null ? Map.of() : Map.copyOf(presets);
    }

    /**
     * When a member starts: {@code least} of the results of these members exist.
     *
     * @param least 1 for any, the size for all, else n of m
     */
    public record Join(List<String> of, int least) {
        public Join {
            of = List.copyOf(of);
            least = least == 0 ? of.size() : least;
        }

        /** Whether those that exist are enough. */
        public boolean isMetBy(Predicate<String> exists) {
            return of.stream().filter(exists).count() >= least;
        }
    }
}
