package city.zhanqiao.residents.mydata;

import city.zhanqiao.residents.mydata.ExportFiles.ExportFile;
import city.zhanqiao.residents.mydata.Parts.Document;
import city.zhanqiao.web.language.Language;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

import reactor.core.publisher.Flux;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything in one ZIP file: a page that a person can read, the services' JSON as they gave it,
 * the files, and a list of their SHA-256 sums. It is made while it is sent, so its size is no
 * matter.
 */
final class Archive {

    private final ExportFiles files;
    private final JsonMapper json;

    Archive(ExportFiles files, JsonMapper json) {
        this.files = files;
        this.json = json;
    }

    Flux<DataBuffer> pack(List<Document> documents, List<ExportFile> contents, Language language) {
        Map<String, String> sums = new LinkedHashMap<>();
        documents.forEach(document ->
                sums.put(
                        document.service() + ".json",
                        Parts.sha256(document.json().getBytes(StandardCharsets.UTF_8))));
        contents.forEach(file -> sums.put(file.path(), file.sha256()));
        return Flux.defer(() -> {
            Zip zip = new Zip();
            return Flux.concat(
                    zip.text("index.html", page(documents, contents, language)),
                    Flux.fromIterable(documents)
                            .concatMap(one -> zip.text(one.service() + ".json", one.json())),
                    zip.text("sha256.json", json.writeValueAsString(sums)),
                    Flux.fromIterable(contents)
                            .concatMap(file -> zip.file(file.path(), files.read(file))),
                    zip.end());
        });
    }

    private String page(List<Document> documents, List<ExportFile> contents, Language language) {
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
            contents.stream()
                    .filter(file -> file.service().equals(document.service()))
                    .forEach(file -> append(page, file));
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

    private static void append(StringBuilder page, ExportFile file) {
        page.append(
                "<p><a href=\"%s\">%s</a></p>"
                        .formatted(
                                escape(UriUtils.encodePath(file.path(), StandardCharsets.UTF_8)),
                                escape(file.name())));
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }
}
