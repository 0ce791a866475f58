package city.zhanqiao.applications.voucher;

import static city.zhanqiao.applications.voucher.Xhtml.escape;

import city.zhanqiao.applications.voucher.VoucherText.Subject;

import java.net.URI;
import java.util.Map;

/**
 * Writes a voucher as one page of XHTML without anything from outside: read on a telephone, printed
 * on A4, and the source of the PDF. Official documents are in Chinese.
 */
final class VoucherPage {

    private final VoucherText text;
    private final URI publicAddress;
    private final Frame frame = Frame.named("voucher.html");

    VoucherPage(VoucherText text, URI publicAddress) {
        this.text = text;
        this.publicAddress = publicAddress;
    }

    /** Takes a moment, because a picture is drawn: not for an event loop. */
    String of(Subject subject) {
        Voucher voucher = subject.voucher();
        String address =
                publicAddress.resolve("/open/v1/vouchers/" + voucher.code().value()).toString();
        return frame.filled(
                Map.of(
                        "look", look(voucher.kind()),
                        "title", escape(text.title(subject)),
                        "revoked", revoked(voucher),
                        "office", escape(VoucherText.office(voucher.department())),
                        "number", escape(voucher.number()),
                        "body", text.body(subject),
                        "date", VoucherText.day(voucher.issuedAt()),
                        "picture", QrPicture.of(address),
                        "code", voucher.code().grouped(),
                        "address", escape(address)));
    }

    private static String look(Voucher.Kind kind) {
        return switch (kind) {
            case RESULT -> "licence";
            case ACCEPTANCE, CORRECTION, NON_ACCEPTANCE, DECISION, SUMMARY -> "notice";
        };
    }

    private static String revoked(Voucher voucher) {
        return voucher.revokedAt()
                .map(at ->
                        "<p class=\"revoked\">本件已撤销<br/><small>%s%s</small></p>"
                                .formatted(
                                        VoucherText.day(at),
                                        voucher.reason()
                                                .map(reason -> "　理由：" + escape(reason))
                                                .orElse("")))
                .orElse("");
    }
}
