package city.zhanqiao.residents.mydata;

import city.zhanqiao.residents.mydata.Parts.Document;
import city.zhanqiao.web.language.Language;

import org.springframework.web.util.HtmlUtils;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything in one ZIP file: a page that a person can read, the services' JSON as they gave it,
 * and a list of their SHA-256 sums.
 */
final class Archive {

    private final JsonMapper json;

    Archive(JsonMapper json) {
        this.json = json;
    }

    byte[] pack(List<Document> documents, Language language) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            Map<String, String> sums = new LinkedHashMap<>();
            add(zip, "index.html", page(documents, language));
            for (Document document : documents) {
                String name = document.service() + ".json";
                sums.put(name, Parts.sha256(document.json().getBytes(StandardCharsets.UTF_8)));
                add(zip, name, document.json());
            }
            add(zip, "sha256.json", json.writeValueAsString(sums));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String page(List<Document> documents, Language language) {
        StringBuilder page = new StringBuilder();
        boolean english = language == Language.EN;
        String title = english ? "My data" : "我的数据";
        page.append(
                "<!doctype html><html lang=\"%s\"><meta charset=\"utf-8\"><title>%s</title><style>body{font:18px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}</style><h1>%s</h1>"
                        .formatted(language.tag(), title, title));
        for (Document document : documents) {
            JsonNode export = json.readTree(document.json());
            page.append("<h2>%s</h2>".formatted(escape(document.service())));
            page.append(
                    "<p><a href=\"%1$s.json\">%1$s.json</a> · %2$s</p>"
                            .formatted(
                                    escape(document.service()),
                                    escape(export.path("takenAt").asString(""))));
            export.path("sections").forEach(section -> append(page, section, language));
        }
        return page.append("</html>").toString();
    }

    private static void append(StringBuilder page, JsonNode section, Language language) {
        String title =
                section.path("title")
                        .path(language.tag())
                        .asString(section.path("name").asString(""));
        page.append("<h3>%s (%d)</h3>".formatted(escape(title), section.path("records").size()));
        for (JsonNode record : section.path("records")) {
            page.append("<table>");
            record.properties()
                    .forEach(field ->
                            page.append(
                                    "<tr><th>%s</th><td>%s</td></tr>"
                                            .formatted(
                                                    escape(field.getKey()),
                                                    escape(text(field.getValue())))));
            page.append("</table><br>");
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }
}
