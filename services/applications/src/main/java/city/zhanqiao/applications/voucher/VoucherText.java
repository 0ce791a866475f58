package city.zhanqiao.applications.voucher;

import static city.zhanqiao.applications.voucher.Xhtml.escape;
import static city.zhanqiao.applications.voucher.Xhtml.line;
import static city.zhanqiao.applications.voucher.Xhtml.say;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseClocks;
import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.Receipt;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.ClockRegime;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.clock.LegalClock;
import city.zhanqiao.city.department.Department;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identifier.LicenceIdentifier;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands in a voucher, as XHTML. Whatever comes from people is escaped. */
final class VoucherText {

    private static final String REMEDIES = "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，或者在六个月内依法向人民法院提起行政诉讼。";

    /**
     * Under which name a case is brought, first match first: a newborn has no name to apply with.
     */
    private static final List<String> NAMES = List.of("applicantName", "motherName", "fatherName");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.SIMPLIFIED_CHINESE);

    private final Items items;

    VoucherText(Items items) {
        this.items = items;
    }

    String title(Subject subject) {
        return switch (subject.voucher().kind()) {
            case ACCEPTANCE, CORRECTION, NON_ACCEPTANCE -> subject.voucher().kind().title(false);
            case DECISION -> decisionTitle(subject);
            case RESULT, SUMMARY -> itemOf(subject.it()).result().zh();
        };
    }

    /** What needs a licence by law is licensed; everything else is only done. */
    private String decisionTitle(Subject subject) {
        boolean licence = itemOf(subject.it()).clockRegime() == ClockRegime.LICENCE_LAW;
        return (subject.it().reason().isPresent() ? "不予" : "准予")
                + (licence ? "行政许可" : "办理")
                + "决定书";
    }

    String body(Subject subject) {
        return switch (subject.voucher().kind()) {
            case ACCEPTANCE -> to(subject) + acceptance(subject) + facts(subject);
            case CORRECTION -> to(subject) + correction(subject) + facts(subject);
            case NON_ACCEPTANCE -> to(subject) + rejection(subject) + facts(subject);
            case DECISION -> to(subject) + decision(subject) + facts(subject);
            case RESULT -> facts(subject) + say("本件为办理结果，自签发之日起有效；效力以核验结果为准。");
            case SUMMARY -> to(subject) + summary(subject);
        };
    }

    private String acceptance(Subject subject) {
        Application it = subject.it();
        return say(
                        "%s提出的“%s”申请，材料齐全、符合法定形式，%s，决定予以受理。"
                                .formatted(you(it), itemOf(it).title().zh(), ground(it)))
                + promise(it)
                + (it.promiseIsOpen()
                        ? say("本件为容缺受理。%s已承诺后补下列材料，补齐之前不签发办理结果：%s。".formatted(you(it), papers(it)))
                        : "");
    }

    private String ground(Application it) {
        return itemOf(it).clockRegime() == ClockRegime.LICENCE_LAW
                ? "根据《中华人民共和国行政许可法》第三十二条第一款第五项的规定"
                : "根据" + String.join("、", itemOf(it).legalBasis());
    }

    private static String promise(Application it) {
        return days(it, CaseClocks.Name.PROMISE)
                .map(days ->
                        days == 0
                                ? say("本事项当场办结。")
                                : say(
                                        "本机关承诺自受理之日起%d个工作日内作出决定%s。依法中止的期间不计算在内。"
                                                .formatted(
                                                        days,
                                                        days(it, CaseClocks.Name.STATUTORY)
                                                                .map("（法定期限%d个工作日）"::formatted)
                                                                .orElse(""))))
                .orElse("");
    }

    private static Optional<Integer> days(Application it, CaseClocks.Name clock) {
        return Optional.ofNullable(it.clocks().all().get(clock)).map(LegalClock::limit);
    }

    private String papers(Application it) {
        return it.openPapers().stream().map(code -> nameOf(it, code)).collect(joining("、"));
    }

    private String correction(Subject subject) {
        Application it = subject.it();
        return say(
                        "%s提出的“%s”申请，材料不齐全或者不符合法定形式。现将需要补正的全部内容一次告知如下，请%s补正："
                                .formatted(
                                        you(it),
                                        itemOf(it).title().zh(),
                                        days(it, CaseClocks.Name.CORRECTION)
                                                .map("自收到本告知书之日起%d个工作日内"::formatted)
                                                .orElse("")))
                + it.file()
                        .correction()
                        .map(Correction::gaps)
                        .map(gaps -> list(it, gaps))
                        .orElse("")
                + say("本机关只告知一次。逾期没有补正的，本次申请失效，可以重新提出。");
    }

    private String list(Application it, List<Gap> gaps) {
        return gaps.stream()
                .map(gap ->
                        "<li>%s：%s <span class=\"who\">（%s）</span></li>"
                                .formatted(
                                        escape(nameOf(it, gap.about())),
                                        escape(gap.what()),
                                        escape(office(gap.department()))))
                .collect(joining("", "<ol>", "</ol>"));
    }

    /** A question or a paper, as people know it. */
    private String nameOf(Application it, String code) {
        ItemDefinition item = itemOf(it);
        return item.materials().stream()
                .filter(paper -> paper.code().equals(code))
                .map(Material::name)
                .map(ItemDefinition.Text::zh)
                .findFirst()
                .orElseGet(() ->
                        item.form().path("properties").path(code).path("title").asString(code));
    }

    private String rejection(Subject subject) {
        return say(
                        "%s提出的“%s”申请，经审查，决定不予受理。"
                                .formatted(you(subject.it()), itemOf(subject.it()).title().zh()))
                + subject.it().file().rejection().map(VoucherText::why).orElse("")
                + say(REMEDIES);
    }

    private static String why(Rejection rejection) {
        return say("理由：" + rejection.reason())
                + rejection
                        .agency()
                        .map(agency -> say("请向有权机关提出申请：" + office(agency) + "。"))
                        .orElse("");
    }

    private String decision(Subject subject) {
        String title = itemOf(subject.it()).title().zh();
        String you = you(subject.it());
        return subject.it()
                .reason()
                .map(reason ->
                        say("%s提出的“%s”申请，经审查，决定不予准许。".formatted(you, title))
                                + say("理由：" + reason)
                                + say(REMEDIES))
                .orElseGet(() -> say("%s提出的“%s”申请，经审查，符合规定的条件、标准，决定准予。".formatted(you, title)));
    }

    private String summary(Subject subject) {
        Receipt receipt = subject.it().receipt().orElseThrow();
        return say(
                        "%s提出的“%s”申请，于%s收件（编号%s），各部门已经全部办结，结果如下："
                                .formatted(
                                        you(subject.it()),
                                        itemOf(subject.it()).title().zh(),
                                        day(receipt.at()),
                                        receipt.number()))
                + subject.members().stream()
                        .map(this::memberRow)
                        .collect(joining("", "<table class=\"facts\">", "</table>"));
    }

    private String memberRow(Application member) {
        return "<tr><td>%s<br/><span class=\"who\">%s</span></td><td>%s</td></tr>"
                .formatted(
                        escape(itemOf(member).title().zh()),
                        escape(office(member.facts().department())),
                        outcome(member));
    }

    private String outcome(Application member) {
        return member.result()
                .map(number ->
                        "%s<br/><span class=\"who\">%s</span>"
                                .formatted(escape(itemOf(member).result().zh()), escape(number)))
                .orElseGet(() ->
                        escape(member.reason().map(reason -> "不予准许：" + reason).orElse("未办理")));
    }

    private String facts(Subject subject) {
        Application it = subject.it();
        return Stream.of(
                        line("申请人", Optional.of(applicant(subject))),
                        line("事项名称", Optional.of(itemOf(it).title().zh())),
                        line("事项编码", Optional.of(itemOf(it).implementationCode())),
                        line("收件编号", it.receipt().map(Receipt::number)),
                        line("收件日期", it.receipt().map(Receipt::at).map(VoucherText::day)),
                        line("受理日期", acceptedOn(subject)),
                        line("电子证照标识", subject.voucher().licence().map(LicenceIdentifier::value)),
                        line("咨询、投诉", Optional.of(lines(itemOf(it)))))
                .flatMap(Optional::stream)
                .collect(joining("", "<table class=\"facts\">", "</table>"));
    }

    /** A case that the clock accepted was accepted as of the day it was received. */
    private static Optional<String> acceptedOn(Subject subject) {
        return switch (subject.voucher().kind()) {
            case CORRECTION, NON_ACCEPTANCE -> Optional.empty();
            case ACCEPTANCE, DECISION, RESULT, SUMMARY ->
                    subject.it().milestones().accepted().map(VoucherText::day);
        };
    }

    private static String lines(ItemDefinition item) {
        return item.consultation().equals(item.complaints())
                ? item.consultation()
                : item.consultation() + "、" + item.complaints();
    }

    private static String you(Application it) {
        return it.facts().firm().isPresent() ? "你单位" : "你";
    }

    private static String to(Subject subject) {
        return "<p class=\"to\">%s：</p>".formatted(escape(addressee(subject)));
    }

    private static String addressee(Subject subject) {
        return subject.it().facts().firm().isPresent()
                ? subject.form().path("firmName").asString("申请人")
                : name(subject).orElse("申请人");
    }

    private static String applicant(Subject subject) {
        return subject.it()
                .facts()
                .firm()
                .map(CreditCode::value)
                .map(code -> subject.form().path("firmName").asString("") + "（" + code + "）")
                .orElseGet(() -> name(subject).orElse("—"));
    }

    private static Optional<String> name(Subject subject) {
        return NAMES.stream()
                .map(question -> subject.form().path(question).asString(""))
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    private ItemDefinition itemOf(Application it) {
        return items.pinned(it.facts().item(), it.facts().itemVersion());
    }

    static String office(DepartmentCode department) {
        return Departments.ofQingdao()
                .find(department)
                .map(Department::name)
                .orElse(department.value());
    }

    static String day(Instant at) {
        return CityTime.dateOf(at).format(DAY);
    }

    /**
     * What a voucher is about.
     *
     * @param form what was filled in; empty where nothing was
     * @param members of a bundle
     */
    record Subject(Voucher voucher, Application it, JsonNode form, List<Application> members) {}
}
