package city.zhanqiao.notices.attachment;

import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.notices.notice.Content.Attachment;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;

import reactor.core.publisher.Flux;

import java.nio.charset.StandardCharsets;

/** Answers with the bytes of an attachment. */
final class AttachmentFiles {

    private final Pieces pieces;

    AttachmentFiles(Pieces pieces) {
        this.pieces = pieces;
    }

    /**
     * The file, named by its checksum, so that whoever has it never loads it again. The bytes are
     * read when they are sent, and not for a 304.
     */
    ResponseEntity<Flux<DataBuffer>> answer(Attachment file, BodyBuilder answer) {
        return answer.eTag("\"" + file.sha256() + "\"")
                .contentType(MediaType.valueOf(file.mediaType()))
                .contentLength(file.size())
                .header("Content-Disposition", disposition(file))
                // The browser takes the type as it is said and runs nothing.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(
                        pieces.read(file.id(), pieces(file.size()))
                                .map(DefaultDataBufferFactory.sharedInstance::wrap));
    }

    static int pieces(long size) {
        return Math.toIntExact((size + Pieces.SIZE - 1) / Pieces.SIZE);
    }

    private static String disposition(Attachment file) {
        return ContentDisposition.attachment()
                .filename(file.name(), StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
