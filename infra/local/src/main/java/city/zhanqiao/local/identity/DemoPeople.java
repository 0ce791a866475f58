package city.zhanqiao.local.identity;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.reference.ReferenceFile;
import city.zhanqiao.local.identity.DemoPerson.DemoResident;
import city.zhanqiao.local.identity.DemoPerson.DemoStaff;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The people of the demo city, read from {@code residents.csv} and {@code staff.csv}. */
public record DemoPeople(List<DemoResident> residents, List<DemoStaff> staff) {

    /** Everybody's; a stack on loopback has nothing to guard. */
    public static final String PASSWORD = "demo";

    /** What the one-time codes of all staff are made of (RFC 6238), where they are asked for. */
    public static final String SECOND_FACTOR = "zhanqiao-demo-second";

    /** The same as people enter it (RFC 4648). */
    static final String SECOND_FACTOR_BASE32 = "PJUGC3TRNFQW6LLEMVWW6LLTMVRW63TE";

    /** Reads the people that come with the stack. */
    public static DemoPeople ofQingdao() {
        return new DemoPeople(
                ReferenceFile.rows(DemoPeople.class, "residents.csv", 8).stream()
                        .map(DemoPeople::resident)
                        .toList(),
                ReferenceFile.rows(DemoPeople.class, "staff.csv", 5).stream()
                        .map(DemoPeople::member)
                        .toList());
    }

    /** Everybody. */
    public Stream<DemoPerson> all() {
        return Stream.concat(residents.stream(), staff.stream());
    }

    /** Finds a person by the name used to log in, or by the subject. */
    public Optional<DemoPerson> find(String name) {
        return all().filter(
                        person -> person.username().equals(name) || person.subject().equals(name))
                .findFirst();
    }

    private static DemoResident resident(List<String> row) {
        return new DemoResident(
                row.get(0),
                known(row.get(1)),
                RealNameLevel.ofCode(row.get(2)).orElseThrow(),
                known(row.get(3)),
                row.get(4),
                new DivisionCode(row.get(5)),
                row.get(6),
                row.get(7));
    }

    private static DemoStaff member(List<String> row) {
        return new DemoStaff(
                row.get(0),
                row.get(1),
                Arrays.stream(row.get(2).split("\\+"))
                        .map(code -> Role.ofCode(code).orElseThrow())
                        .toList(),
                new DepartmentCode(row.get(3)),
                known(row.get(4)).map(DivisionCode::new));
    }

    private static Optional<String> known(String cell) {
        return Optional.of(cell).filter(text -> !text.isEmpty());
    }
}
