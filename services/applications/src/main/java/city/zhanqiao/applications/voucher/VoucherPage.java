package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.Receipt;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.department.Department;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identifier.LicenceIdentifier;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a voucher as a page to print: official documents are in Chinese. Whatever comes from
 * people is escaped.
 */
final class VoucherPage {

    private static final String REMEDIES = "如不服本决定，可在收到之日起六十日内依法申请行政复议，或者在六个月内依法提起行政诉讼。";

    private final Items items;
    private final URI publicAddress;
    private final String frame;

    VoucherPage(Items items, URI publicAddress) {
        this.items = items;
        this.publicAddress = publicAddress;
        this.frame = read();
    }

    String of(Voucher voucher, Application it, JsonNode form) {
        return frame.replace("{{title}}", escape(title(voucher, it)))
                .replace("{{number}}", escape(voucher.number()))
                .replace("{{lines}}", lines(voucher, it, form))
                .replace("{{body}}", body(voucher, it))
                .replace("{{office}}", escape(office(voucher.department())))
                .replace("{{date}}", escape(day(voucher.issuedAt())))
                .replace("{{code}}", voucher.code().grouped())
                .replace(
                        "{{address}}",
                        escape(
                                publicAddress.resolve("/open/v1/vouchers/").toString()
                                        + voucher.code().value()))
                .replace("{{mark}}", voucher.isValid() ? "" : "<p class=\"mark\">已撤销</p>");
    }

    private static String title(Voucher voucher, Application it) {
        return switch (voucher.kind()) {
            case DECISION -> it.reason().isPresent() ? "不予许可（办理）决定书" : "准予许可（办理）决定书";
            default -> voucher.kind().title(false);
        };
    }

    private String lines(Voucher voucher, Application it, JsonNode form) {
        ItemDefinition item = items.pinned(it.facts().item(), it.facts().itemVersion());
        return Stream.of(
                        line("申请人", Optional.of(applicant(it, form))),
                        line("事项名称", Optional.of(item.title().zh())),
                        line("事项编码", Optional.of(item.implementationCode())),
                        line("收件编号", it.receipt().map(Receipt::number)),
                        line("收件日期", it.receipt().map(Receipt::at).map(VoucherPage::day)),
                        line("电子证照标识", voucher.licence().map(LicenceIdentifier::value)))
                .flatMap(Optional::stream)
                .reduce("", String::concat);
    }

    private static String applicant(Application it, JsonNode form) {
        return it.facts()
                .firm()
                .map(CreditCode::value)
                .map(code -> form.path("firmName").asString("") + " " + code)
                .orElseGet(() -> form.path("applicantName").asString("—"));
    }

    private String body(Voucher voucher, Application it) {
        return switch (voucher.kind()) {
            case ACCEPTANCE ->
                    paragraph("你（单位）提出的申请，材料齐全、符合法定形式，予以受理。")
                            + (it.promiseIsOpen()
                                    ? paragraph("容缺受理，承诺后补材料：" + String.join("、", it.openPapers()))
                                    : "");
            case CORRECTION ->
                    paragraph("经审查，请一次性补正以下全部内容：")
                            + it.file().correction().map(asked -> list(asked.gaps())).orElse("")
                            + paragraph("逾期未补正的，视为放弃申请。");
            case NON_ACCEPTANCE ->
                    it.file().rejection().map(this::rejection).orElse("") + paragraph(REMEDIES);
            case DECISION ->
                    it.reason()
                            .map(reason -> paragraph("理由：" + reason) + paragraph(REMEDIES))
                            .orElseGet(() -> paragraph("经审查，符合法定条件、标准，决定准予。"));
            case RESULT -> paragraph("本件为办理结果，请妥善保管。");
        };
    }

    private String rejection(Rejection rejection) {
        return paragraph("不予受理理由：" + rejection.reason())
                + rejection
                        .agency()
                        .map(agency -> paragraph("请向有权机关申请：" + office(agency)))
                        .orElse("");
    }

    private static String list(List<Gap> gaps) {
        return gaps.stream()
                .map(gap -> "<li>" + escape(gap.about() + "：" + gap.what()) + "</li>")
                .reduce("<ol>", String::concat)
                .concat("</ol>");
    }

    private static Optional<String> line(String label, Optional<String> value) {
        return value.map(
                text -> "<tr><th>%s</th><td>%s</td></tr>".formatted(escape(label), escape(text)));
    }

    private static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>";
    }

    static String office(DepartmentCode department) {
        return Departments.ofQingdao()
                .find(department)
                .map(Department::name)
                .orElse(department.value());
    }

    private static String day(Instant at) {
        return CityTime.dateOf(at).toString();
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String read() {
        try {
            return new ClassPathResource("voucher.html", VoucherPage.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException absent) {
            throw new IllegalStateException("the frame of the vouchers is missing", absent);
        }
    }
}
