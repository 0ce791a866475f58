package city.zhanqiao.applications.item;

import city.zhanqiao.applications.item.Member.Join;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The graph of one thing done once (一件事): which member may start, which never can, what each is
 * asked, and how long the whole takes.
 */
public final class BundleGraph {

    private final ItemDefinition bundle;
    private final Items items;

    private BundleGraph(ItemDefinition bundle, Items items) {
        this.bundle = bundle;
        this.items = items;
    }

    public static BundleGraph of(ItemDefinition bundle, Items items) {
        return new BundleGraph(bundle, items);
    }

    /** The definition that a member's case keeps. */
    public ItemDefinition itemOf(Member member) {
        return items.pinned(member.item(), member.version());
    }

    /** The members of a case: all that must be, and the optional ones that were chosen. */
    public List<Member> chosen(List<String> optional) {
        return bundle.members().stream()
                .filter(member -> !member.optional() || optional.contains(member.place()))
                .toList();
    }

    /**
     * The papers of a case, each once and as much needed as the chosen member that needs it most.
     */
    public List<Material> materials(List<String> optional) {
        Map<String, Material> papers = new LinkedHashMap<>();
        chosen(optional).stream()
                .flatMap(member ->
                        itemOf(member).materials().stream()
                                .flatMap(paper -> paper.in(member).stream()))
                .forEach(paper -> papers.merge(paper.code(), paper, Material::and));
        return List.copyOf(papers.values());
    }

    /** Whether every place named is an optional member. */
    public boolean offers(List<String> places) {
        return places.stream()
                .allMatch(place ->
                        bundle.members().stream()
                                .anyMatch(member ->
                                        member.optional() && member.place().equals(place)));
    }

    /** Whether the inputs of a member exist. */
    public static boolean canStart(Member member, Predicate<String> hasResult) {
        return member.needs().map(join -> join.isMetBy(hasResult)).orElse(true);
    }

    /** Whether every member of a case starts once those before it have their results. */
    public boolean startsAll(List<String> optional) {
        List<Member> members = chosen(optional);
        Set<String> started = new HashSet<>();
        boolean moved = true;
        while (moved) {
            moved =
                    started.addAll(
                            members.stream()
                                    .filter(member -> canStart(member, started::contains))
                                    .map(Member::place)
                                    .toList());
        }
        return started.size() == members.size();
    }

    /** Whether the inputs of a member can never exist any more. */
    public static boolean isBlocked(Member member, Predicate<String> isDead) {
        return member.needs().map(join -> !join.isMetBy(isDead.negate())).orElse(false);
    }

    /**
     * The bundle's part of the form that a member's department sees, under the item's own names.
     */
    public ObjectNode formOf(Member member, JsonNode form) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        for (String question : itemOf(member).form().path("properties").propertyNames()) {
            JsonNode preset = member.presets().get(question);
            JsonNode answer =
                    preset == null
                            ? form.path(member.answers().getOrDefault(question, question))
                            : preset;
            if (!answer.isMissingNode()) {
                part.set(question, answer);
            }
        }
        return part;
    }

    /** Working days until the last member is decided, if every one takes what it may. */
    public int criticalPath(List<String> optional, JsonNode form) {
        Map<String, Member> members = new HashMap<>();
        chosen(optional).forEach(member -> members.put(member.place(), member));
        Map<String, Integer> ends = new HashMap<>();
        return members.values().stream()
                .mapToInt(member -> endOf(member, members, ends, form))
                .max()
                .orElse(0);
    }

    private int endOf(
            Member member, Map<String, Member> members, Map<String, Integer> ends, JsonNode form) {
        Integer known = ends.get(member.place());
        if (known != null) {
            return known;
        }
        int start =
                member.needs()
                        .map(join ->
                                startOf(
                                        join,
                                        join.of().stream()
                                                .flatMap(place ->
                                                        Stream.ofNullable(members.get(place)))
                                                .map(needed -> endOf(needed, members, ends, form))
                                                .sorted()
                                                .toList()))
                        .orElse(0);
        int end = start + itemOf(member).promisedDays(formOf(member, form));
        ends.put(member.place(), end);
        return end;
    }

    /** The day on which the join is met: the n-th of the sorted ends. */
    private static int startOf(Join join, List<Integer> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(join.least(), sorted.size()) - 1);
    }

    /** What is wrong with the graph: unknown places, circles, joins that can never be met. */
    static List<String> faults(ItemDefinition bundle) {
        List<String> found = new ArrayList<>();
        Map<String, Member> members = new HashMap<>();
        for (Member member : bundle.members()) {
            if (members.put(member.place(), member) != null) {
                found.add("place %s is there twice".formatted(member.place()));
            }
        }
        for (Member member : bundle.members()) {
            member.needs().ifPresent(join -> faults(member, join, members, found));
        }
        if (found.isEmpty() && hasCircle(members)) {
            found.add("the graph has a circle");
        }
        return found;
    }

    private static void faults(
            Member member, Join join, Map<String, Member> members, List<String> found) {
        if (!members.keySet().containsAll(join.of())) {
            found.add("%s needs a place that is not there".formatted(member.place()));
        }
        if (join.least() < 1 || join.least() > join.of().size()) {
            found.add("the join of %s can never be met".formatted(member.place()));
        }
        boolean leans =
                join.of().stream()
                                .map(members::get)
                                .filter(needed -> needed != null && !needed.optional())
                                .count()
                        < join.least();
        if (!member.optional() && leans) {
            found.add("%s cannot be reached without optional members".formatted(member.place()));
        }
    }

    private static boolean hasCircle(Map<String, Member> members) {
        Map<String, Set<String>> left = new HashMap<>();
        members.forEach((place, member) ->
                left.put(place, new HashSet<>(member.needs().map(Join::of).orElse(List.of()))));
        boolean moved = true;
        while (moved) {
            Set<String> free =
                    new HashSet<>(
                            left.keySet().stream()
                                    .filter(place -> Set.of().equals(left.get(place)))
                                    .toList());
            moved = left.keySet().removeAll(free);
            left.values().forEach(needs -> needs.removeAll(free));
        }
        return !left.isEmpty();
    }
}
