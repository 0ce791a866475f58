package city.zhanqiao.applications.voucher;

import static city.zhanqiao.applications.voucher.Xhtml.escape;

import city.zhanqiao.applications.voucher.CheckController.Checked;
import city.zhanqiao.web.language.Language;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody reads on a telephone who has scanned a voucher. */
final class CheckPage {

    private final Frame frame = Frame.named("check.html");

    String of(Checked found, Language language) {
        boolean english = language == Language.EN;
        return page(
                english,
                found.valid() ? "valid" : "revoked",
                found.valid()
                        ? say(english, "有效", "Valid")
                        : say(english, "已撤销，不再有效", "Revoked, no longer valid"),
                facts(found, english),
                say(
                        english,
                        "请与纸面内容逐项核对；不一致的，以本页为准。",
                        "Compare each line with the paper; where they differ, this page is"
                                + " right."));
    }

    String ofNothing(Language language) {
        boolean english = language == Language.EN;
        return page(
                english,
                "unknown",
                say(english, "查无此件", "No such document"),
                "",
                say(
                        english,
                        "请核对校验码。码无误而查无此件的，纸面文件可能是伪造的，请拨打 12345。",
                        "Check the code. If it is right, the paper may be forged: please call"
                                + " 12345."));
    }

    private String page(boolean english, String look, String verdict, String facts, String note) {
        return frame.filled(
                Map.of(
                        "language", english ? "en" : "zh-Hans",
                        "title", say(english, "文书核验", "Verification of a document"),
                        "look", look,
                        "verdict", verdict,
                        "facts", facts,
                        "note", note));
    }

    private static String facts(Checked found, boolean english) {
        return Stream.of(
                        fact(say(english, "文书", "Document"), Optional.of(found.title())),
                        fact(say(english, "事项", "Item"), Optional.of(found.item())),
                        fact(say(english, "机关", "Office"), Optional.of(found.office())),
                        fact(say(english, "编号", "Number"), Optional.of(found.number())),
                        fact(
                                say(english, "电子证照标识", "Licence identifier"),
                                found.licenceIdentifier()),
                        fact(
                                say(english, "签发日期", "Issued on"),
                                Optional.of(found.issuedOn().toString())),
                        fact(
                                say(english, "撤销日期", "Revoked on"),
                                found.revokedOn().map(LocalDate::toString)))
                .collect(Collectors.joining());
    }

    private static String fact(String label, Optional<String> value) {
        return value.map(text -> "<dt>%s</dt><dd>%s</dd>".formatted(label, escape(text)))
                .orElse("");
    }

    private static String say(boolean english, String chinese, String translated) {
        return english ? translated : chinese;
    }
}
