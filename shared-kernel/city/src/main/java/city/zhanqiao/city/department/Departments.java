package city.zhanqiao.city.department;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.reference.ReferenceFile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The departments of Qingdao that take part in digital services. */
public final class Departments {

    private final List<Department> all;
    private final Map<DepartmentCode, Department> byCode;

    private Departments(List<Department> all) {
        this.all = all;
        this.byCode = all.stream().collect(toMap(Department::code, Function.identity()));
    }

    /** The departments of Qingdao, read once. */
    public static Departments ofQingdao() {
        return Qingdao.DEPARTMENTS;
    }

    /** Finds a department; an unknown code gives nothing. */
    public Optional<Department> find(DepartmentCode code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** All departments, in the order of the reference list. */
    public List<Department> all() {
        return all;
    }

    /** Loaded at first use. */
    private static final class Qingdao {
        static final Departments DEPARTMENTS =
                new Departments(
                        ReferenceFile.rows(Departments.class, "departments.csv", 4).stream()
                                .map(Qingdao::department)
                                .toList());

        private static Department department(List<String> row) {
            return new Department(
                    new DepartmentCode(row.get(0)),
                    row.get(1),
                    row.get(2),
                    new CreditCode(row.get(3)));
        }
    }
}
