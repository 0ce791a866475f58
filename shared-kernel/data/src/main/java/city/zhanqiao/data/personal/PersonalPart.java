package city.zhanqiao.data.personal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One feature's part of what a service holds.
 *
 * @param section for the reader and for other systems
 * @param open matters under way: while there is one, nothing is deleted
 * @param kept what must be kept, why and how long (个人信息保护法 §47: until then it is only stored)
 * @param files what is more than a record; {@link PersonalFiles} gives their content
 */
public record PersonalPart(
        Section section, List<OpenMatter> open, List<Kept> kept, List<File> files) {

    /**
     * Records of one kind.
     *
     * @param name stable, kebab-case; names the list in the file
     * @param title {@code zh-Hans} and {@code en}
     * @param records written as JSON; what is sealed at rest is given in clear
     */
    public record Section(String name, Map<String, String> title, List<?> records) {
        public Section {
            records = List.copyOf(records);
        }
    }

    /**
     * Something that is not finished.
     *
     * @param kind such as {@code application} or {@code booking}
     * @param reference as the resident knows it
     */
    public record OpenMatter(String kind, String reference) {}

    /**
     * Something that may not be deleted yet.
     *
     * @param kind such as {@code application}
     * @param reason code of the rule, such as {@code ARCHIVE}
     * @param until the last day
     */
    public record Kept(String kind, String reason, LocalDate until) {}

    /**
     * A file that belongs to the records, such as an uploaded material.
     *
     * @param id by which its content is asked for
     * @param name as people know it
     * @param mediaType such as {@code application/pdf}
     * @param bytes at most {@value #MOST_BYTES}
     * @param sha256 of the content, in hexadecimal
     */
    public record File(String id, String name, String mediaType, long bytes, String sha256) {

        /** The largest file that a resident can hand in. */
        public static final int MOST_BYTES = 20 << 20;

        /** Hides the name from logs: people write names into file names. */
        @Override
        public String toString() {
            return "File[" + id + "]";
        }
    }

    /** Records of one kind, none of which stands in the way of deleting them. */
    public static PersonalPart of(
            String name, String chineseTitle, String englishTitle, List<?> records) {
        return new PersonalPart(
                new Section(name, Map.of("zh-Hans", chineseTitle, "en", englishTitle), records),
                List.of(),
                List.of(),
                List.of());
    }

    public PersonalPart withOpen(List<OpenMatter> matters) {
        return new PersonalPart(section, List.copyOf(matters), kept, files);
    }

    public PersonalPart withKept(List<Kept> duties) {
        return new PersonalPart(section, open, List.copyOf(duties), files);
    }

    public PersonalPart withFiles(List<File> contents) {
        return new PersonalPart(section, open, kept, List.copyOf(contents));
    }
}
