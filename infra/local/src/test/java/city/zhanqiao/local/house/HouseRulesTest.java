package city.zhanqiao.local.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import city.zhanqiao.city.identity.Access;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;

/** Who may know whom, and what nobody does. */
@AnalyzeClasses(packages = "city.zhanqiao", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String[] SERVICES = {
        "applications", "residents", "notifications", "pilots", "appointments", "notices"
    };

    @ArchTest
    static final ArchRule NO_SERVICE_KNOWS_ANOTHER =
            slices().matching(
                            "city.zhanqiao.(applications|residents|notifications|pilots|appointments|notices|gateway)..")
                    .should()
                    .notDependOnEachOther()
                    .because("services know each other by HTTP and by events");

    @ArchTest
    static final ArchRule THE_CITY_IS_PLAIN_JAVA =
            classes()
                    .that()
                    .resideInAPackage("city.zhanqiao.city..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "city.zhanqiao.city..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule THE_KERNEL_KNOWS_THE_CITY_ALONE =
            noClasses()
                    .that()
                    .resideInAnyPackage("city.zhanqiao.web..", "city.zhanqiao.data..")
                    .should()
                    .dependOnClassesThat(
                            Predicates.resideInAnyPackage(packages(SERVICES))
                                    .or(Predicates.resideInAPackage("city.zhanqiao.gateway..")));

    @ArchTest
    static final ArchRule WEB_AND_DATA_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("city.zhanqiao.(web|data)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule THE_GATEWAY_HAS_NO_DATABASE =
            noClasses()
                    .that()
                    .resideInAPackage("city.zhanqiao.gateway..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("city.zhanqiao.data..", "io.r2dbc..", "java.sql..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_STACK =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("city.zhanqiao.local..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("city.zhanqiao.local..");

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("city.zhanqiao.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PACKAGES_ARE_FEATURES =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..service.impl..",
                            "..impl..",
                            "..dto..",
                            "..mapper..",
                            "..util..",
                            "..utils..",
                            "..exception..",
                            "..constants..");

    @ArchTest
    static final ArchRule NOBODY_WAITS_FOR_A_REACTIVE_ANSWER =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("city.zhanqiao.local..")
                    .and()
                    .haveSimpleNameNotEndingWith("Configuration")
                    .and()
                    .doNotHaveFullyQualifiedName("city.zhanqiao.data.audit.VerifyAudit")
                    .should()
                    .callMethodWhere(
                            target(
                                            owner(
                                                    Predicates.assignableTo(Mono.class)
                                                            .or(
                                                                    Predicates.assignableTo(
                                                                            Flux.class))))
                                    .and(target(nameMatching("block.*|toIterable|toStream"))))
                    .because(
                            "an event loop that waits serves nobody; configurations fill tables"
                                    + " before anybody is served, and VerifyAudit is a command");

    @ArchTest
    static final ArchRule TIME_IS_GIVEN =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("city.zhanqiao.local..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(OffsetDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("legal clocks are tried on other days than today: InstantSource");

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("city.zhanqiao.local..")
                    .and()
                    .doNotHaveFullyQualifiedName("city.zhanqiao.data.audit.VerifyAudit")
                    .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule BEANS_COME_BY_CONSTRUCTOR =
            fields().should().notBeAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule CONTROLLERS_STAY_AT_HOME =
            classes()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .notBePublic()
                    .andShould()
                    .haveSimpleNameEndingWith("Controller");

    @ArchTest
    static final ArchRule EVERY_OPERATION_SAYS_WHO_MAY_CALL =
            methods()
                    .that(are(operations()))
                    .should()
                    .beAnnotatedWith(Access.class)
                    .because("what is not declared is denied");

    private static DescribedPredicate<JavaMethod> operations() {
        return DescribedPredicate.describe(
                "operations",
                method ->
                        method.getOwner().isAnnotatedWith(RestController.class)
                                && AnnotatedElementUtils.hasAnnotation(
                                        method.reflect(), RequestMapping.class));
    }

    private static String[] packages(String[] modules) {
        return Arrays.stream(modules)
                .map(module -> "city.zhanqiao." + module + "..")
                .toArray(String[]::new);
    }
}
