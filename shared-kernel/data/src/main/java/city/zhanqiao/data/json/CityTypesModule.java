package city.zhanqiao.data.json;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.city.money.Fen;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import java.util.function.Function;

/** Codes and ids are strings in JSON, money is whole fen. */
public final class CityTypesModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    public CityTypesModule() {
        super("city-types");
        addText(DivisionCode.class, DivisionCode::new, DivisionCode::value);
        addText(DepartmentCode.class, DepartmentCode::new, DepartmentCode::value);
        addText(ResidentId.class, ResidentId::new, ResidentId::value);
        addText(StaffId.class, StaffId::new, StaffId::value);
        addSerializer(
                Fen.class,
                new ValueSerializer<Fen>() {
                    @Override
                    public void serialize(
                            Fen money, JsonGenerator out, SerializationContext context) {
                        out.writeNumber(money.value());
                    }
                });
        addDeserializer(
                Fen.class,
                new ValueDeserializer<Fen>() {
                    @Override
                    public Fen deserialize(JsonParser in, DeserializationContext context) {
                        return new Fen(in.getLongValue());
                    }
                });
    }

    private <T> void addText(Class<T> type, Function<String, T> read, Function<T, String> write) {
        addSerializer(
                type,
                new ValueSerializer<T>() {
                    @Override
                    public void serialize(
                            T value, JsonGenerator out, SerializationContext context) {
                        out.writeString(write.apply(value));
                    }
                });
        addDeserializer(
                type,
                new ValueDeserializer<T>() {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext context) {
                        String text = in.getValueAsString("");
                        try {
                            return read.apply(text);
                        } catch (IllegalArgumentException malformed) {
                            return type.cast(
                                    context.handleWeirdStringValue(
                                            type, text, "is not a well-formed code"));
                        }
                    }
                });
    }
}
