package city.zhanqiao.web.server;

import city.zhanqiao.city.calendar.CityTime;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Points in time are written with the city's offset, {@code 2026-11-27T09:30:00+08:00}: whoever
 * reads an answer, on a phone or in a log, reads the hour on the wall. Any offset is read.
 */
final class CityTimesModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    CityTimesModule() {
        super("city-times");
        addSerializer(
                Instant.class,
                new ValueSerializer<Instant>() {
                    @Override
                    public void serialize(
                            Instant time, JsonGenerator out, SerializationContext context) {
                        out.writeString(
                                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                        time.atZone(CityTime.ZONE)));
                    }
                });
    }
}
