package city.zhanqiao.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;

import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks feeds by grammars of their formats: RELAX NG for Atom and RSS, JSON Schema for JSON. */
final class FeedRules {

    private FeedRules() {}

    /**
     * Fails with what is wrong.
     *
     * @param grammar {@code atom} or {@code rss}
     */
    static void assertKept(String grammar, String document) {
        assertThat(faults(grammar, document)).isEmpty();
    }

    static List<String> faults(String grammar, String document) {
        List<String> faults = new ArrayList<>();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new Collecting(faults));
        try {
            ValidationDriver driver =
                    new ValidationDriver(
                            properties.toPropertyMap(), CompactSchemaReader.getInstance());
            assertThat(driver.loadSchema(new InputSource(new StringReader(read(grammar + ".rnc")))))
                    .as("%s %s", grammar, faults)
                    .isTrue();
            driver.validate(new InputSource(new StringReader(document)));
        } catch (IOException | SAXException fault) {
            faults.add(fault.toString());
        }
        return faults;
    }

    static void assertJsonFeed(String document) {
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(read("json-feed.json"), InputFormat.JSON)
                                .validate(
                                        document,
                                        InputFormat.JSON,
                                        run ->
                                                run.executionConfig(
                                                        how -> how.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    private static String read(String file) {
        try (InputStream bytes = FeedRules.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(bytes, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private record Collecting(List<String> faults) implements ErrorHandler {
        @Override
        public void warning(SAXParseException fault) {
            faults.add(fault.toString());
        }

        @Override
        public void error(SAXParseException fault) {
            faults.add(fault.toString());
        }

        @Override
        public void fatalError(SAXParseException fault) {
            faults.add(fault.toString());
        }
    }
}
