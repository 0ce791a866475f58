package city.zhanqiao.notices.feed;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;

import java.util.Optional;
import java.util.stream.Collectors;

/** What a feed is called and where it is. */
final class FeedTitle {

    private FeedTitle() {}

    static String of(Optional<DivisionCode> division) {
        String place =
                division.map(code ->
                                Divisions.ofQingdao().pathTo(code).stream()
                                        .map(Division::displayName)
                                        .collect(Collectors.joining()))
                        .orElse("青岛市");
        return place + " 通知公告";
    }

    static String address(String base, String suffix, Optional<DivisionCode> division) {
        return base
                + "/open/v1/notices"
                + suffix
                + division.map(code -> "?division=" + code.value()).orElse("");
    }
}
