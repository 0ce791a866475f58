package city.zhanqiao.city.division;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.division.Division.Kind;
import city.zhanqiao.city.division.Division.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class DivisionsTest {

    private static final DivisionCode CITY = new DivisionCode("370200");
    private static final DivisionCode HUANGDAO = new DivisionCode("370211");

    private final Divisions divisions = Divisions.ofQingdao();

    @Test
    void hasTheCityAndItsTenDistricts() {
        assertThat(divisions.city().name()).isEqualTo("青岛市");
        assertThat(divisions.city().parent()).isEmpty();
        assertThat(divisions.districts())
                .extracting(Division::name)
                .containsExactly(
                        "市南区", "市北区", "黄岛区", "崂山区", "李沧区", "城阳区", "即墨区", "胶州市", "平度市", "莱西市");
        assertThat(divisions.districts())
                .filteredOn(district -> district.kind() == Kind.COUNTY_LEVEL_CITY)
                .extracting(district -> district.code().value())
                .containsExactly("370281", "370283", "370285");
    }

    @ParameterizedTest
    @CsvSource({
        "370202, 11, 50",
        "370203, 22, 137",
        "370211, 23, 376",
        "370212, 5, 167",
        "370213, 11, 127",
        "370214, 9, 300",
        "370215, 17, 197",
        "370281, 14, 221",
        "370283, 18, 363",
        "370285, 11, 182"
    })
    void hasAllStreetsAndCommunities(DivisionCode district, int streets, int communities) {
        assertThat(divisions.streetsOf(district)).hasSize(streets);
        assertThat(divisions.streetsOf(district).stream().flatMap(this::communities))
                .hasSize(communities)
                .allMatch(community -> district.contains(community.code()))
                .allMatch(community -> community.level() == Level.COMMUNITY);
    }

    @Test
    void findsEveryDivisionBelowItsParent() {
        assertThat(everything())
                .hasSize(1 + 10 + 141 + 2_120)
                .allSatisfy(division -> {
                    assertThat(divisions.find(division.code())).contains(division);
                    assertThat(division.name()).isNotBlank();
                    division.parent()
                            .ifPresent(parent ->
                                    assertThat(parent.contains(division.code())).isTrue());
                });
    }

    @Test
    void knowsTheKindOfAStreetAsItsCodeTells() {
        Map<Kind, List<String>> segments =
                Map.of(
                        Kind.SUBDISTRICT, List.of("0"),
                        Kind.TOWN, List.of("1"),
                        Kind.STAT_ONLY, List.of("4", "5"));
        assertThat(divisions.districts().stream().map(Division::code).flatMap(this::streets))
                .allSatisfy(street ->
                        assertThat(segments.get(street.kind()))
                                .contains(street.code().value().substring(6, 7)));
    }

    @Test
    void knowsTheKindOfACommunityAsItsNameTells() {
        assertThat(everything())
                .filteredOn(division -> division.kind() == Kind.VILLAGERS_COMMITTEE)
                .hasSize(917)
                .allMatch(
                        village -> village.name().endsWith("委会") || village.name().endsWith("委员会"))
                .allMatch(village -> village.name().contains("村"));
        assertThat(everything())
                .filteredOn(division -> division.kind() == Kind.RESIDENTS_COMMITTEE)
                .hasSize(1_195)
                .noneMatch(community -> community.name().endsWith("村民委员会"));
    }

    @Test
    void showsTheWestCoastNewAreaUnderItsKnownName() {
        Division huangdao = divisions.find(HUANGDAO).orElseThrow();

        assertThat(huangdao.name()).isEqualTo("黄岛区");
        assertThat(huangdao.displayName()).isEqualTo("西海岸新区");
        assertThat(huangdao.englishName()).contains("Huangdao District (West Coast New Area)");
    }

    @Test
    void showsEveryOtherDivisionUnderItsLegalName() {
        assertThat(everything())
                .filteredOn(division -> !division.code().equals(HUANGDAO))
                .allMatch(division -> division.displayName().equals(division.name()));
    }

    @Test
    void hasAnEnglishNameForTheCityAndItsDistrictsOnly() {
        assertThat(everything())
                .filteredOn(division -> division.englishName().isPresent())
                .hasSize(11)
                .allMatch(division -> division.code().value().length() == 6);
    }

    @Test
    void marksTheThreeDistrictsOfTheFirstPilots() {
        assertThat(divisions.districts())
                .filteredOn(Division::pilot)
                .extracting(district -> district.code().value())
                .containsExactly("370202", "370211", "370212");
        assertThat(everything())
                .filteredOn(division -> division.level().compareTo(Level.DISTRICT) > 0)
                .allMatch(division ->
                        division.pilot()
                                == divisions
                                        .find(division.code().district())
                                        .orElseThrow()
                                        .pilot());
        assertThat(divisions.city().pilot()).isFalse();
    }

    @Test
    void keepsPlacesOfLikeNameApart() {
        assertThat(divisions.find(new DivisionCode("370202014000")).orElseThrow().name())
                .isEqualTo("珠海路街道");
        assertThat(divisions.find(new DivisionCode("370211009000")).orElseThrow().name())
                .isEqualTo("珠海街道");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"370211", "370202001000", "370211102000", "370202001001", "370211401205"})
    void takesARealDivisionAsResidence(DivisionCode code) {
        assertThat(divisions.isResidence(code)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "370200, too coarse",
        "370211401000, a statistical unit",
        "370281400498, a virtual community",
        "370285106400, a statistical community",
        "370205, an abolished district",
        "370102, of another city",
        "370202099000, no such street"
    })
    void offersNothingElseAsResidence(DivisionCode code, String why) {
        assertThat(divisions.isResidence(code)).as(why).isFalse();
    }

    @Test
    void hasNothingBelowWhatItDoesNotKnow() {
        assertThat(divisions.find(new DivisionCode("370205"))).isEmpty();
        assertThat(divisions.streetsOf(new DivisionCode("370205"))).isEmpty();
        assertThat(divisions.streetsOf(CITY)).isEmpty();
        assertThat(divisions.streetsOf(new DivisionCode("370202001000"))).isEmpty();
        assertThat(divisions.communitiesOf(new DivisionCode("370202"))).isEmpty();
        assertThat(divisions.communitiesOf(new DivisionCode("370202099000"))).isEmpty();
    }

    @Test
    void leadsFromTheCityDownToACommunity() {
        assertThat(divisions.pathTo(new DivisionCode("370211401205")))
                .extracting(Division::displayName)
                .containsExactly("青岛市", "西海岸新区", "灵山岛省级自然保护区", "灵山岛村村民委员会");
        assertThat(divisions.pathTo(new DivisionCode("370205"))).isEmpty();
    }

    private List<Division> everything() {
        return Stream.of(
                        Stream.of(divisions.city()),
                        divisions.districts().stream(),
                        divisions.districts().stream().map(Division::code).flatMap(this::streets),
                        divisions.districts().stream()
                                .map(Division::code)
                                .flatMap(this::streets)
                                .flatMap(this::communities))
                .flatMap(part -> part)
                .toList();
    }

    private Stream<Division> streets(DivisionCode district) {
        return divisions.streetsOf(district).stream();
    }

    private Stream<Division> communities(Division street) {
        return divisions.communitiesOf(street.code()).stream();
    }
}
