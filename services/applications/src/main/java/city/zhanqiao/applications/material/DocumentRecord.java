package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.material.Document.Content;
import city.zhanqiao.applications.material.Document.Trust;
import city.zhanqiao.data.file.FileName;
import city.zhanqiao.data.personal.PersonalPart;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What lies in a case for one of its materials, as its resident may take it along; hides itself
 * from logs.
 *
 * @param fileName absent for what a clerk has seen or an agency is asked for
 * @param sha256 of the content, in hexadecimal
 */
record DocumentRecord(
        UUID id,
        ApplicationId applicationId,
        String material,
        Document.State state,
        Optional<Trust> trust,
        Optional<String> fileName,
        Optional<String> type,
        Optional<Long> size,
        Optional<String> sha256,
        Instant addedAt) {

    static DocumentRecord of(Document document) {
        Optional<Content> content = document.content();
        return new DocumentRecord(
                document.id(),
                document.application(),
                document.material(),
                document.state(),
                document.trust(),
                document.name().map(FileName::value),
                content.map(Content::type),
                content.map(Content::size),
                content.map(Content::sha256).map(HexFormat.of()::formatHex),
                document.addedAt());
    }

    /** Its content as a file; none for what was only seen or asked for. */
    Stream<PersonalPart.File> file() {
        return sha256.stream()
                .map(sum ->
                        new PersonalPart.File(
                                id.toString(),
                                fileName.orElse(material),
                                type.orElseThrow(),
                                size.orElseThrow(),
                                sum));
    }

    @Override
    public String toString() {
        return "DocumentRecord[hidden]";
    }
}
