package city.zhanqiao.local.identity;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.local.identity.DemoPerson.DemoResident;
import city.zhanqiao.local.identity.DemoPerson.DemoStaff;
import city.zhanqiao.local.page.Template;

import org.springframework.web.util.HtmlUtils;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The pages of the issuer: Chinese first, English beside it, readable on a phone and by a screen
 * reader, without script and without anything from outside.
 */
final class SignInPages {

    private static final Template FRAME = Template.beside(SignInPages.class, "frame.html");
    private static final Template PERSON = Template.beside(SignInPages.class, "person.html");

    private static final Template DEPARTMENT =
            Template.beside(SignInPages.class, "department.html");

    private SignInPages() {}

    /** Residents or staff? */
    static String welcome(Function<Face, String> signIn) {
        return page(
                "登录",
                """
                <h1>登录 <span lang="en">Log in</span></h1>
                <p>本地演示环境，人物均为虚构。 <span lang="en">Local demo; nobody here exists.</span></p>
                <ul class="people">
                <li><a class="go" href="%s"><b>居民</b><small lang="en">Residents</small></a></li>
                <li><a class="go" href="%s"><b>工作人员</b><small lang="en">Staff</small></a></li>
                </ul>
                """
                        .formatted(
                                escape(signIn.apply(Face.RESIDENTS)),
                                escape(signIn.apply(Face.STAFF))));
    }

    /** Everybody of one face as a button each. */
    static String choose(Face face, DemoPeople people) {
        return switch (face) {
            case RESIDENTS ->
                    page(
                            "居民登录",
                            heading("居民登录", "Log in as a resident")
                                    + list(people.residents().stream().map(SignInPages::button)));
            case STAFF ->
                    page(
                            "工作人员登录",
                            heading("工作人员登录", "Log in as a member of staff")
                                    + departments(people.staff()));
            case SERVICES -> page("登录", heading("此处无人登录", "Nobody logs in here"));
        };
    }

    /** The token, ready to be pasted. */
    static String signedIn(String token) {
        return page(
                "已登录",
                heading("已登录", "You are logged in")
                        + """
                        <h2><label for="token">访问令牌 <span lang="en">Access token</span></label></h2>
                        <textarea id="token" readonly>%s</textarea>
                        """
                                .formatted(escape(token)));
    }

    private static String page(String title, String body) {
        return FRAME.filled(Map.of("title", escape(title), "body", body));
    }

    private static String heading(String chinese, String english) {
        return "<h1>%s <span lang=\"en\">%s</span></h1>\n<p>请选择演示人物。 <span lang=\"en\">Choose a demo person.</span></p>\n"
                .formatted(chinese, english);
    }

    private static String list(Stream<String> items) {
        return items.collect(joining("", "<ul class=\"people\">\n", "</ul>\n"));
    }

    private static String button(DemoResident resident) {
        return person(
                resident.username(),
                resident.name().orElse("手机用户") + " · " + resident.level(),
                resident.story(),
                resident.englishStory());
    }

    private static String departments(List<DemoStaff> staff) {
        Map<DepartmentCode, List<DemoStaff>> groups =
                staff.stream()
                        .collect(groupingBy(DemoStaff::department, LinkedHashMap::new, toList()));
        return groups.entrySet().stream()
                .map(group -> department(group.getKey(), group.getValue()))
                .collect(joining());
    }

    /** Closed until it is wanted: all members of staff at once would be a very long page. */
    private static String department(DepartmentCode code, List<DemoStaff> staff) {
        return Departments.ofQingdao()
                .find(code)
                .map(known ->
                        DEPARTMENT.filled(
                                Map.of(
                                        "name", escape(known.name()),
                                        "english", escape(known.englishName()),
                                        "size", Integer.toString(staff.size()),
                                        "staff", list(staff.stream().map(SignInPages::button)))))
                .orElseThrow();
    }

    private static String button(DemoStaff member) {
        return person(
                member.username(),
                member.name() + " · " + roles(member, SignInPages::chinese),
                member.district().map(SignInPages::district).orElse("全市"),
                roles(member, Role::code)
                        + ", "
                        + member.district().map(DivisionCode::value).orElse("whole city"));
    }

    private static String person(String username, String name, String story, String english) {
        return PERSON.filled(
                Map.of(
                        "username", escape(username),
                        "name", escape(name),
                        "story", escape(story),
                        "english", escape(english)));
    }

    private static String roles(DemoStaff member, Function<Role, String> name) {
        return member.roles().stream().map(name).collect(joining("、"));
    }

    private static String district(DivisionCode code) {
        return Divisions.ofQingdao().find(code).orElseThrow().name();
    }

    private static String chinese(Role role) {
        return switch (role) {
            case CLERK -> "窗口受理";
            case REVIEWER -> "审查";
            case DECIDER -> "决定";
            case HEAD -> "部门负责人";
            case PUBLISHER -> "通知发布";
            case SUPERVISOR -> "监督";
            case PILOT_OFFICE -> "试点办";
            case SYSTEM_ADMIN -> "系统管理员";
            case SECURITY_ADMIN -> "安全管理员";
            case AUDITOR -> "审计管理员";
        };
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
