package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identifier.ResidentNumber;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.profile.ResidentFile.Origin;
import city.zhanqiao.web.language.Language;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/** How a file lies in its table: what names a person is sealed. */
final class ResidentRow {

    static final String COLUMNS =
            """
            id, version, state, origin, joined_into, name, number, phone, level, level_at, language,
            elder_mode, home_division, zone
            """;

    static final String NAME = "resident.name";
    static final String NUMBER = "resident.number";
    static final String PHONE = "resident.phone";

    private final FieldCipher cipher;

    ResidentRow(FieldCipher cipher) {
        this.cipher = cipher;
    }

    ResidentFile read(Readable row) {
        ResidentId id = new ResidentId(Columns.get(row, "id", String.class));
        Version version = new Version(Columns.get(row, "version", Long.class));
        return switch (Columns.get(row, "state", String.class)) {
            case "OPEN" -> open(id, version, row);
            case "JOINED" ->
                    new ResidentFile.Joined(
                            id, new ResidentId(Columns.get(row, "joined_into", String.class)));
            case "ERASED" -> new ResidentFile.Erased(id, version);
            default -> throw new IllegalStateException("unknown state of a file");
        };
    }

    private ResidentFile.Open open(ResidentId id, Version version, Readable row) {
        return new ResidentFile.Open(
                id,
                version,
                Origin.valueOf(Columns.get(row, "origin", String.class)),
                person(row),
                opened(row, "phone", PHONE).map(PhoneNumber::new),
                RealNameLevel.valueOf(Columns.get(row, "level", String.class)),
                Columns.instant(row, "level_at"),
                new Preferences(
                        language(Columns.get(row, "language", String.class)),
                        Columns.get(row, "elder_mode", Boolean.class),
                        Columns.find(row, "home_division", String.class).map(DivisionCode::new),
                        ZoneId.of(Columns.get(row, "zone", String.class))));
    }

    private Optional<Person> person(Readable row) {
        return opened(row, "name", NAME)
                .map(RealName::new)
                .flatMap(name ->
                        opened(row, "number", NUMBER)
                                .map(number -> new Person(name, new ResidentNumber(number))));
    }

    private Optional<String> opened(Readable row, String column, String place) {
        return Columns.find(row, column, byte[].class).map(sealed -> cipher.open(sealed, place));
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement, Claims claims) {
        Optional<String> number = claims.person().map(person -> person.number().value());
        Optional<String> name = claims.person().map(person -> person.name().value());
        Optional<String> phone = claims.phone().map(PhoneNumber::value);
        GenericExecuteSpec bound =
                statement
                        .bind("level", claims.level().name())
                        .bind("levelAt", Columns.timestamp(claims.levelAt()));
        bound = bindBytes(bound, "name", name.map(clear -> cipher.seal(clear, NAME)));
        bound = bindBytes(bound, "number", number.map(clear -> cipher.seal(clear, NUMBER)));
        bound = bindBytes(bound, "numberHash", number.map(clear -> cipher.lookup(clear, NUMBER)));
        bound = bindBytes(bound, "phone", phone.map(clear -> cipher.seal(clear, PHONE)));
        return bindBytes(bound, "phoneHash", phone.map(clear -> cipher.lookup(clear, PHONE)));
    }

    static Language language(String tag) {
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a language of the city"));
    }

    private static GenericExecuteSpec bindBytes(
            GenericExecuteSpec statement, String name, Optional<byte[]> bytes) {
        return Columns.bind(statement, name, bytes, byte[].class);
    }
}
