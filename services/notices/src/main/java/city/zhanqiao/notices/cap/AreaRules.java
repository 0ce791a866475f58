package city.zhanqiao.notices.cap;

import city.zhanqiao.notices.cap.CapFault.Rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of CAP 1.2 for where an alert holds (§3.2.4). */
final class AreaRules {

    private static final String POLYGON = "info/area/polygon";
    private static final String CIRCLE = "info/area/circle";
    private static final String CEILING = "info/area/ceiling";

    private final List<CapFault> faults = new ArrayList<>();

    private AreaRules() {}

    static List<CapFault> faults(Element area) {
        AreaRules rules = new AreaRules();
        area.all("polygon").map(Element::text).forEach(rules::polygon);
        area.all("circle").map(Element::text).forEach(rules::circle);
        rules.height(area);
        return rules.faults;
    }

    private void polygon(String text) {
        List<Optional<Point>> read = Stream.of(text.split("\\s+")).map(Point::parse).toList();
        List<Point> points = read.stream().flatMap(Optional::stream).toList();
        if (points.size() < read.size()) {
            add(Rule.POINT_RANGE, POLYGON);
        } else if (points.size() < 4) {
            add(Rule.POLYGON_POINTS, POLYGON);
        } else if (!points.getFirst().equals(points.getLast())) {
            add(Rule.POLYGON_CLOSED, POLYGON);
        } else if (crossesItself(points)) {
            add(Rule.POLYGON_SIMPLE, POLYGON);
        }
    }

    private void circle(String text) {
        if (!text.matches("\\S+,\\S+\\s+\\d+(\\.\\d+)?")) {
            add(Rule.CIRCLE_FORM, CIRCLE);
        } else if (Point.parse(text.split("\\s+", 2)[0]).isEmpty()) {
            add(Rule.POINT_RANGE, CIRCLE);
        }
    }

    private void height(Element area) {
        Optional<String> altitude = area.find("altitude");
        Optional<String> ceiling = area.find("ceiling");
        if (Stream.of(altitude, ceiling)
                .flatMap(Optional::stream)
                .anyMatch(feet -> !feet.matches("-?\\d{1,6}(\\.\\d+)?"))) {
            add(Rule.HEIGHT_FORM, altitude.isPresent() ? "info/area/altitude" : CEILING);
        } else if (ceiling.isPresent() && altitude.isEmpty()) {
            add(Rule.CEILING_NEEDS_ALTITUDE, CEILING);
        } else if (ceiling.isPresent()
                && Double.parseDouble(ceiling.get()) < Double.parseDouble(altitude.orElseThrow())) {
            add(Rule.CEILING_ABOVE_ALTITUDE, CEILING);
        }
    }

    private void add(Rule rule, String element) {
        faults.add(new CapFault(rule, element));
    }

    /** Whether two sides that are no neighbours meet; an alert has few points. */
    private static boolean crossesItself(List<Point> points) {
        int sides = points.size() - 1;
        for (int one = 0; one < sides; one++) {
            for (int other = one + 2; other < sides; other++) {
                boolean neighbours = one == 0 && other == sides - 1;
                if (!neighbours
                        && cross(
                                points.get(one),
                                points.get(one + 1),
                                points.get(other),
                                points.get(other + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean cross(Point from, Point to, Point otherFrom, Point otherTo) {
        return side(from, to, otherFrom) * side(from, to, otherTo) < 0
                && side(otherFrom, otherTo, from) * side(otherFrom, otherTo, to) < 0;
    }

    /** On which side of a line a point lies: the sign of the cross product. */
    private static double side(Point from, Point to, Point point) {
        return Math.signum(
                (to.longitude - from.longitude) * (point.latitude - from.latitude)
                        - (to.latitude - from.latitude) * (point.longitude - from.longitude));
    }

    /** Latitude, then longitude, in degrees of WGS 84. */
    private record Point(double latitude, double longitude) {

        static Optional<Point> parse(String text) {
            String[] parts = text.split(",", -1);
            try {
                return parts.length == 2
                        ? Optional.of(
                                        new Point(
                                                Double.parseDouble(parts[0]),
                                                Double.parseDouble(parts[1])))
                                .filter(Point::isOnEarth)
                        : Optional.empty();
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        private boolean isOnEarth() {
            return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        }
    }
}
