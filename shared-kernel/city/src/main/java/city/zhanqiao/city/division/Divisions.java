package city.zhanqiao.city.division;

import static java.util.stream.Collectors.groupingBy;

import city.zhanqiao.city.division.Division.Kind;
import city.zhanqiao.city.division.Division.Level;
import city.zhanqiao.city.reference.ReferenceFile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The divisions of Qingdao: the city, 10 districts, 141 streets and towns, 2,120 communities, as of
 * 2023-06-30. Found by code and never by name: 珠海路街道 is in 市南区, 珠海街道 in 黄岛区.
 */
public final class Divisions {

    private static final DivisionCode CITY = new DivisionCode("370200");

    private final Map<DivisionCode, Division> byCode;
    private final Map<DivisionCode, List<Division>> byParent;

    private Divisions(Map<DivisionCode, Division> byCode) {
        this.byCode = Map.copyOf(byCode);
        this.byParent =
                byCode.values().stream()
                        .filter(division -> division.parent().isPresent())
                        .sorted((one, other) -> one.code().compareTo(other.code()))
                        .collect(groupingBy(division -> division.parent().orElseThrow()));
    }

    /** The divisions of Qingdao, read once. */
    public static Divisions ofQingdao() {
        return Qingdao.DIVISIONS;
    }

    /** The city itself, 370200. */
    public Division city() {
        return get(CITY);
    }

    /** Finds a division; an unknown code, also one of another city, gives nothing. */
    public Optional<Division> find(DivisionCode code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The seven districts and three county-level cities, by code. */
    public List<Division> districts() {
        return below(CITY);
    }

    /**
     * The streets and towns of a district by code, statistical units included; empty if the code is
     * not a district of the city.
     */
    public List<Division> streetsOf(DivisionCode district) {
        return district.equals(CITY) || district.value().length() != 6
                ? List.of()
                : below(district);
    }

    /** The communities of a street by code; empty if the code is not a street of the city. */
    public List<Division> communitiesOf(DivisionCode street) {
        return street.value().length() == 6 ? List.of() : below(street);
    }

    /** Whether somebody's home can be recorded as being there; see {@link Division#isResidence}. */
    public boolean isResidence(DivisionCode code) {
        return find(code).filter(Division::isResidence).isPresent();
    }

    /** From the city down to the division itself; empty if the code is unknown. */
    public List<Division> pathTo(DivisionCode code) {
        List<Division> path = new ArrayList<>();
        for (Optional<Division> step = find(code);
                step.isPresent();
                step = step.flatMap(Division::parent).flatMap(this::find)) {
            path.addFirst(step.get());
        }
        return List.copyOf(path);
    }

    private List<Division> below(DivisionCode parent) {
        return byParent.getOrDefault(parent, List.of());
    }

    private Division get(DivisionCode code) {
        return find(code).orElseThrow();
    }

    /** Loaded at first use. */
    private static final class Qingdao {
        static final Divisions DIVISIONS = read();

        private static Divisions read() {
            Map<DivisionCode, Division> byCode = new HashMap<>();
            for (List<String> row : ReferenceFile.rows(Divisions.class, "districts.csv", 6)) {
                add(byCode, district(row));
            }
            for (List<String> row : ReferenceFile.rows(Divisions.class, "streets.csv", 3)) {
                add(byCode, street(row, byCode));
            }
            for (List<String> row : ReferenceFile.rows(Divisions.class, "communities.csv", 2)) {
                add(byCode, community(row, byCode));
            }
            return new Divisions(byCode);
        }

        private static Division district(List<String> row) {
            DivisionCode code = new DivisionCode(row.get(0));
            boolean city = code.equals(CITY);
            return new Division(
                    code,
                    row.get(1),
                    row.get(2).isEmpty() ? row.get(1) : row.get(2),
                    Optional.of(row.get(3)),
                    city ? Level.CITY : Level.DISTRICT,
                    Kind.valueOf(row.get(4)),
                    city ? Optional.empty() : Optional.of(CITY),
                    Boolean.parseBoolean(row.get(5)));
        }

        private static Division street(List<String> row, Map<DivisionCode, Division> known) {
            DivisionCode code = new DivisionCode(row.get(0));
            Kind kind = Kind.valueOf(row.get(2));
            return child(code, row.get(1), Level.STREET, kind, code.district(), known);
        }

        private static Division community(List<String> row, Map<DivisionCode, Division> known) {
            DivisionCode code = new DivisionCode(row.get(0));
            DivisionCode street = new DivisionCode(code.value().substring(0, 9) + "000");
            return child(code, row.get(1), Level.COMMUNITY, communityKind(code), street, known);
        }

        private static Kind communityKind(DivisionCode code) {
            int segment = Integer.parseInt(code.value().substring(9));
            if (segment < 200) {
                return Kind.RESIDENTS_COMMITTEE;
            }
            return segment < 400 ? Kind.VILLAGERS_COMMITTEE : Kind.STAT_ONLY;
        }

        private static Division child(
                DivisionCode code,
                String name,
                Level level,
                Kind kind,
                DivisionCode parent,
                Map<DivisionCode, Division> known) {
            Division above = known.get(parent);
            if (above == null) {
                throw new IllegalStateException("no division " + parent + " above " + code);
            }
            return new Division(
                    code,
                    name,
                    name,
                    Optional.empty(),
                    level,
                    kind,
                    Optional.of(parent),
                    above.pilot());
        }

        private static void add(Map<DivisionCode, Division> byCode, Division division) {
            if (byCode.put(division.code(), division) != null) {
                throw new IllegalStateException("division twice: " + division.code());
            }
        }
    }
}
