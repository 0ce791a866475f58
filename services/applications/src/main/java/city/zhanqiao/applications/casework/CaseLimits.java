package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Optional;

/** How long a case may take, by the version of its item and by what was filled in. */
final class CaseLimits {

    /** C3 where the licence law itself binds and the item sets nothing shorter (行政许可法 §42(1)). */
    private static final int LICENCE_LAW = 20;

    /** C4 (行政许可法 §42(2)). */
    private static final int JOINT = 45;

    private final Items items;
    private final Applications applications;

    CaseLimits(Items items, Applications applications) {
        this.items = items;
        this.applications = applications;
    }

    ItemDefinition item(Application it) {
        return items.pinned(it.facts().item(), it.facts().itemVersion());
    }

    Mono<Limits> of(Application it) {
        return applications
                .findForm(it.facts().id())
                .defaultIfEmpty(JsonNodeFactory.instance.objectNode())
                .map(form -> of(it, form));
    }

    Limits of(Application it, JsonNode form) {
        ItemDefinition item = item(it);
        return item.isBundle()
                ? new Limits(
                        BundleGraph.of(item, items).criticalPath(it.file().chosen(), form),
                        Optional.empty(),
                        Optional.of(JOINT),
                        item.followDays())
                : new Limits(
                        item.promisedDays(form),
                        statutory(item),
                        Optional.empty(),
                        item.followDays());
    }

    private static Optional<Integer> statutory(ItemDefinition item) {
        return switch (item.clockRegime()) {
            case LICENCE_LAW -> Optional.of(Math.min(item.statutoryDays(), LICENCE_LAW));
            case OWN_LAW -> Optional.of(item.statutoryDays());
            case PROMISE -> Optional.empty();
        };
    }

    /**
     * The limits of a case, in working days.
     *
     * @param statutory absent where nothing but the promise binds
     * @param joint only for bundles
     * @param supplement C7
     */
    record Limits(
            int promised, Optional<Integer> statutory, Optional<Integer> joint, int supplement) {}
}
