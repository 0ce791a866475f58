package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.FormCheck;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.Member;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.problem.FieldFault;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks what was filled in: a bundle's form against the merged schema, and each chosen member's
 * part against the schema of its item.
 */
final class CaseForms {

    private static final String AT = "/form";
    private static final String FIRM = "creditCode";

    private final Applications applications;
    private final Items items;
    private final FormCheck forms;

    CaseForms(Applications applications, Items items, FormCheck forms) {
        this.applications = applications;
        this.items = items;
        this.forms = forms;
    }

    Mono<Outcome<JsonNode, Refusal>> checkStored(Application it, Locale language) {
        return applications
                .findForm(it.facts().id())
                .map(form -> check(it, form, language))
                .defaultIfEmpty(Outcome.refused(new Refusal.FormMissing()));
    }

    Outcome<JsonNode, Refusal> check(Application it, JsonNode form, Locale language) {
        ItemDefinition item = items.pinned(it.facts().item(), it.facts().itemVersion());
        List<FieldFault> found =
                eachOnce(
                        Stream.of(
                                        forms.faults(item, form, AT, language).stream(),
                                        memberFaults(it, item, form, language),
                                        firmFaults(it, form))
                                .flatMap(faults -> faults));
        return found.isEmpty()
                ? Outcome.done(form)
                : Outcome.refused(new Refusal.FormInvalid(found));
    }

    /** The firm that applies is the firm that the form is about. */
    private static Stream<FieldFault> firmFaults(Application it, JsonNode form) {
        return it.facts().firm().stream()
                .filter(firm -> form.has(FIRM))
                .filter(firm -> !firm.value().equals(form.path(FIRM).asString("")))
                .map(firm -> new FieldFault(AT + "/" + FIRM, "otherFirm", ""));
    }

    private Stream<FieldFault> memberFaults(
            Application it, ItemDefinition item, JsonNode form, Locale language) {
        if (!item.isBundle()) {
            return Stream.empty();
        }
        BundleGraph graph = BundleGraph.of(item, items);
        return graph.chosen(it.file().chosen()).stream()
                .flatMap(member ->
                        forms
                                .faults(
                                        graph.itemOf(member),
                                        graph.formOf(member, form),
                                        AT,
                                        language)
                                .stream()
                                .map(fault -> inBundle(member, fault)));
    }

    /** A question that several members ask has its fault told once, in the bundle's own words. */
    private static List<FieldFault> eachOnce(Stream<FieldFault> faults) {
        Map<String, FieldFault> first = new LinkedHashMap<>();
        faults.forEach(fault -> first.putIfAbsent(fault.pointer() + " " + fault.code(), fault));
        return List.copyOf(first.values());
    }

    /** The resident looks for the fault at the bundle's question. */
    private static FieldFault inBundle(Member member, FieldFault fault) {
        String question = fault.pointer().substring(AT.length()).replaceFirst("^/", "");
        String asked = member.answers().getOrDefault(question, question);
        return new FieldFault(
                asked.isEmpty() ? AT : AT + "/" + asked, fault.code(), fault.detail());
    }
}
