package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.route.RouteTable;
import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;
import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Walks the access rows of all operations of all programs: whoever a row does not name is refused,
 * past the gateway too.
 */
@Tag("any-issuer")
@ExtendWith(WholeCity.class)
class AccessTableTest {

    private static final String SOME_ID = "0199f0a0-0000-7000-8000-000000000001";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** One demo member of staff for each role. */
    private static final Map<Role, String> STAFF =
            Map.of(
                    Role.CLERK, "hr-clerk-shinan",
                    Role.REVIEWER, "hr-reviewer-shinan",
                    Role.DECIDER, "hr-decider-shinan",
                    Role.HEAD, "hr-head",
                    Role.PUBLISHER, "publisher",
                    Role.SUPERVISOR, "supervisor",
                    Role.PILOT_OFFICE, "pilot-office",
                    Role.SYSTEM_ADMIN, "system-admin",
                    Role.SECURITY_ADMIN, "security-admin",
                    Role.AUDITOR, "auditor");

    @Test
    void refusesWhomeverARowDoesNotName(City city) throws Exception {
        Map<Role, Person> staff = new TreeMap<>();
        STAFF.forEach((role, name) -> staff.put(role, city.as(name)));
        Person lin = city.as("lin");
        Person clerk = city.as("hr-clerk-shinan");
        List<Operation> operations =
                CityServices.all().stream().flatMap(one -> operations(city, one)).toList();
        assertThat(operations).hasSizeGreaterThan(100);
        assertThat(staff).containsOnlyKeys(Role.values());

        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            List<Callable<Optional<String>>> refusals = new ArrayList<>();
            switch (operation.by()) {
                case "ANYONE" -> {}
                case "RESIDENT" -> {
                    refusals.add(() -> operation.fault(401, city.guest()));
                    refusals.add(() -> operation.fault(401, clerk));
                }
                case "STAFF" -> {
                    refusals.add(() -> operation.fault(401, city.guest()));
                    refusals.add(() -> operation.fault(401, lin));
                    staff.forEach((role, person) -> {
                        if (!operation.roles().contains(role.code())) {
                            refusals.add(() -> operation.fault(403, person));
                        }
                    });
                }
                default -> wrong.add(operation + " says " + operation.by());
            }
            City.together(refusals).forEach(fault -> fault.ifPresent(wrong::add));
        }

        assertThat(wrong).isEmpty();
    }

    /**
     * Somebody else's case is like one that is not: to another resident in every operation of
     * residents, and to an office of another district in every operation of staff.
     */
    @Test
    void hidesEveryCaseFromStrangersAndOtherOffices(City city) {
        Case card = Case.submitted(city);
        Person guo = city.as("guo");
        Person clerk = city.as("hr-clerk-laoshan");
        List<Operation> operations =
                CityServices.all().stream()
                        .filter(one -> one.name().equals("applications"))
                        .flatMap(one -> operations(city, one))
                        .filter(operation -> operation.path().contains("applications/" + SOME_ID))
                        .toList();
        assertThat(operations).hasSizeGreaterThan(30);

        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            Person stranger = operation.by().equals("STAFF") ? clerk : guo;
            String unknown = operation.path();
            String foreign =
                    unknown.replace("applications/" + SOME_ID, "applications/" + card.id());
            Reply nothing = operation.ask(stranger, unknown);
            Reply hidden = operation.ask(stranger, foreign);
            if (hidden.status() < 400
                    || !hidden.text()
                            .replace(foreign, "")
                            .equals(nothing.text().replace(unknown, ""))) {
                wrong.add(operation + ": " + hidden + " instead of " + nothing);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(card.seenByLin().at("/state")).isEqualTo("SUBMITTED");
    }

    /** What a service offers can be reached from outside, at the gateway's table or at itself. */
    @Test
    void leadsToEveryOperation(City city) {
        RouteTable routes = new RouteTable();
        Collection<String> own = city.document(0).path("paths").propertyNames();

        for (CityService service : CityServices.all()) {
            assertThat(city.document(service.number()).path("paths").propertyNames())
                    .as("paths of %s", service.name())
                    .filteredOn(path -> !own.contains(path))
                    .allSatisfy(path ->
                            assertThat(routes.find(path).map(row -> row.peer().service()))
                                    .as(path)
                                    .contains(service.name()));
        }
    }

    private static Stream<Operation> operations(City city, CityService service) {
        return city.document(service.number())
                .path("paths")
                .propertyStream()
                .flatMap(path ->
                        path.getValue()
                                .propertyStream()
                                .filter(method -> METHODS.contains(method.getKey()))
                                .map(method ->
                                        Operation.of(
                                                service.number(),
                                                method.getKey(),
                                                path.getKey(),
                                                method.getValue())));
    }

    private record Operation(
            int number, String method, String path, String type, String by, Set<String> roles) {

        static Operation of(int number, String method, String path, JsonNode described) {
            JsonNode row = described.path("x-zhanqiao-access");
            Set<String> roles =
                    new TreeSet<>(row.path("roles").valueStream().map(JsonNode::asString).toList());
            return new Operation(
                    number,
                    method.toUpperCase(Locale.ROOT),
                    filled(path),
                    described
                            .at("/requestBody/content")
                            .propertyStream()
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse("application/json"),
                    row.path("by").asString(""),
                    roles);
        }

        /** Steps have names; everything else is an id that nobody has. */
        private static String filled(String path) {
            return PARAMETER
                    .matcher(path)
                    .replaceAll(found -> found.group(1).equals("step") ? "recall" : SOME_ID);
        }

        Reply ask(Person person, String address) {
            return person.ask(number, method, address, type);
        }

        /** What is wrong when this person asks, if anything is. */
        Optional<String> fault(int status, Person person) {
            int answered = ask(person, path).status();
            return answered == status
                    ? Optional.empty()
                    : Optional.of(this + ": " + answered + " instead of " + status);
        }
    }
}
