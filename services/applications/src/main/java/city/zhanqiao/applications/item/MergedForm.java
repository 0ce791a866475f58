package city.zhanqiao.applications.item;

import city.zhanqiao.applications.item.ItemDefinition.SeparateConsent;
import city.zhanqiao.applications.item.Material.Need;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one form of a bundle: each question once, each paper once. */
final class MergedForm {

    private final ObjectNode questions = JsonNodeFactory.instance.objectNode();
    private final Set<String> required = new LinkedHashSet<>();
    private final Map<String, Material> papers = new LinkedHashMap<>();
    private final Set<SeparateConsent> consents = EnumSet.noneOf(SeparateConsent.class);

    private MergedForm() {}

    /**
     * The bundle with the union of its members' questions and papers.
     *
     * @throws IllegalStateException if a member's item is not there, or one question or paper has
     *     two meanings
     */
    static ItemDefinition of(ItemDefinition bundle, List<ItemDefinition> items) {
        MergedForm merged = new MergedForm();
        bundle.members().stream()
                .filter(member -> !member.optional())
                .forEach(member -> merged.add(member, itemOf(member, items)));
        bundle.members().stream()
                .filter(Member::optional)
                .forEach(member -> merged.add(member, itemOf(member, items)));
        return merged.into(bundle);
    }

    private static ItemDefinition itemOf(Member member, List<ItemDefinition> items) {
        return items.stream()
                .filter(item -> item.code().equals(member.item()))
                .filter(item -> item.version() == member.version())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "%s needs item %s version %d"
                                        .formatted(
                                                member.place(), member.item(), member.version())));
    }

    private void add(Member member, ItemDefinition item) {
        Set<String> needed = new LinkedHashSet<>();
        item.form().path("required").forEach(name -> needed.add(name.asString()));
        for (String name : item.form().path("properties").propertyNames()) {
            if (member.presets().containsKey(name)) {
                continue;
            }
            String asked = member.answers().getOrDefault(name, name);
            ask(asked, item.form().path("properties").path(name), asked.equals(name), member);
            if (needed.contains(name) && !member.optional()) {
                required.add(asked);
            }
        }
        for (Material paper : item.materials()) {
            softened(paper, member)
                    .in(member)
                    .ifPresent(asked -> papers.merge(asked.code(), asked, Material::and));
        }
        if (!member.optional()) {
            consents.addAll(item.consents());
        }
    }

    private void ask(String name, JsonNode schema, boolean own, Member member) {
        JsonNode known = questions.path(name);
        if (known.isMissingNode()) {
            questions.set(name, schema);
        } else if (own && !known.equals(schema)) {
            throw new IllegalStateException(
                    "question %s of %s has two meanings".formatted(name, member.place()));
        }
    }

    /** What only an optional member needs is optional for the whole. */
    private static Material softened(Material paper, Member member) {
        return member.optional() ? paper.with(Need.OPTIONAL) : paper;
    }

    private ItemDefinition into(ItemDefinition bundle) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        form.put("type", "object");
        form.put("additionalProperties", false);
        ArrayNode names = form.putArray("required");
        required.forEach(names::add);
        form.set("properties", questions);
        return bundle.with(form, new ArrayList<>(papers.values()), consents);
    }
}
