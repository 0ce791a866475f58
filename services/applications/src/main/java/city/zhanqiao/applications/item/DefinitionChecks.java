package city.zhanqiao.applications.item;

import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.ItemDefinition.Kind;
import city.zhanqiao.applications.item.Material.Need;
import city.zhanqiao.applications.item.Material.Source;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.identifier.ItemCode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What must hold before a definition is published. */
final class DefinitionChecks {

    private record Check(String rule, Predicate<ItemDefinition> holds) {}

    private static final int LEAST_QUESTIONS = 8;

    private static final List<Check> CHECKS =
            List.of(
                    new Check(
                            "the promise is not above the statutory limit",
                            item -> item.promisedDays() <= item.statutoryDays()),
                    new Check(
                            "an instant item promises 0 days, a promised one more",
                            item -> (item.kind() == Kind.INSTANT) == (item.promisedDays() == 0)),
                    new Check(
                            "an item without visits is done online",
                            item ->
                                    item.hallVisits() > 0
                                            || item.channels().contains(Channel.ONLINE)),
                    new Check(
                            "a fee names its legal basis, and no fee names none",
                            item -> item.fee().amount().isNone() == item.fee().basis().isEmpty()),
                    new Check(
                            "what an agency issues and shares is not asked of the applicant",
                            item ->
                                    item.materials().stream()
                                            .noneMatch(DefinitionChecks::asksForWhatIsShared)),
                    new Check(
                            "a paper of an agency names it",
                            item ->
                                    item.materials().stream()
                                            .allMatch(paper ->
                                                    paper.source() == Source.APPLICANT
                                                            || paper.agency().isPresent())),
                    new Check(
                            "the department exists",
                            item -> Departments.ofQingdao().find(item.department()).isPresent()),
                    new Check(
                            "the implementation code is well formed",
                            item ->
                                    ItemCode.parse(item.implementationCode())
                                            instanceof Outcome.Done),
                    new Check(
                            "a special promise is not above the usual one",
                            item ->
                                    item.variants().stream()
                                            .allMatch(variant ->
                                                    variant.promisedDays() <= item.promisedDays())),
                    new Check(
                            "papers may follow only within named days, and never for an instant"
                                    + " item",
                            item ->
                                    (item.followDays() > 0)
                                            == item.materials().stream()
                                                    .anyMatch(paper ->
                                                            paper.need() == Need.MAY_FOLLOW)),
                    new Check(
                            "a form asks eight questions or more",
                            item -> item.form().path("properties").size() >= LEAST_QUESTIONS),
                    new Check(
                            "somebody may apply and some channel is open",
                            item -> !item.applicants().isEmpty() && !item.channels().isEmpty()),
                    new Check(
                            "a paper depends on a question that the form asks",
                            item ->
                                    item.materials().stream()
                                            .flatMap(paper -> paper.when().stream())
                                            .allMatch(condition ->
                                                    item.form()
                                                            .path("properties")
                                                            .has(condition.question()))),
                    new Check(
                            "the form refuses what it does not ask",
                            item -> !item.form().path("additionalProperties").asBoolean(true)));

    private DefinitionChecks() {}

    /** Gives the rules that are broken, in order. */
    static List<String> brokenRules(ItemDefinition item) {
        List<String> broken = new ArrayList<>();
        CHECKS.stream()
                .filter(check -> !check.holds().test(item))
                .forEach(check -> broken.add(check.rule()));
        broken.addAll(BundleGraph.faults(item));
        return broken;
    }

    private static boolean asksForWhatIsShared(Material paper) {
        return paper.shared() && paper.source() == Source.APPLICANT;
    }
}
