package city.zhanqiao.local.push;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.local.page.Template;

import org.springframework.web.util.HtmlUtils;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The page that shows the pushes; it looks for new ones every two seconds. */
final class PushPage {

    /** More than anybody reads; {@code /pushes} has them all. */
    private static final int SHOWN = 100;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private static final Template WHOLE = Template.beside(PushPage.class, "pushes.html");
    private static final Template PUSH = Template.beside(PushPage.class, "push.html");

    private PushPage() {}

    static String whole(List<Push> pushes) {
        return WHOLE.filled(Map.of("pushes", list(pushes)));
    }

    static String list(List<Push> pushes) {
        return pushes.isEmpty()
                ? "<li>还没有推送。 <span lang=\"en\">None yet.</span></li>\n"
                : pushes.stream().limit(SHOWN).map(PushPage::item).collect(joining());
    }

    private static String item(Push push) {
        boolean accepted = push.status() == 200;
        return PUSH.filled(
                Map.of(
                        "class", accepted ? "accepted" : "refused",
                        "time", CLOCK.format(push.receivedAt()),
                        "outcome", accepted ? "已接受 accepted" : "已拒绝 refused " + push.status(),
                        "kind", push.target().kind(),
                        "target", escape(push.target().value()),
                        "title", escape(push.title()),
                        "text", escape(push.text()),
                        "data", escape(data(push))));
    }

    private static String data(Push push) {
        return push.data().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(joining(" · "));
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
