package dyp.formats.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifiers;
import dyp.formats.file.Unpacked;
import dyp.store.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text's lines, taken apart. */
final class Rows {
    private static final int LONGEST_CELL = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Rows() {}

    /** Takes a line's cells, without the blanks around them. */
    @FunctionalInterface
    interface Row {
        /** @param line where it begins in the file, from 1 */
        void row(long line, List<String> cells) throws Fault;
    }

    static void each(Unpacked content, char separator, Row row) throws IOException {
        // A decoder of its own refuses what is no UTF-8; the usual one puts a sign in its place.
        try (BufferedReader text = new BufferedReader(new InputStreamReader(content.text(), StandardCharsets.UTF_8.newDecoder()))) {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            if (separator == ' ') {
                blanks(text, row);
            } else {
                quoted(text, separator, row);
            }
        } catch (CharacterCodingException e) {
            throw new Fault("is no text in UTF-8. Save it in UTF-8.");
        }
    }

    private static void blanks(BufferedReader text, Row row) throws IOException {
        long number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            if (!line.isBlank()) {
                row.row(number, List.of(line.strip().split("\\s+")));
            }
        }
    }

    private static void quoted(Reader text, char separator, Row row) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().fieldSeparator(separator).commentStrategy(CommentStrategy.NONE).skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE).maxBufferSize(LONGEST_CELL)
                .build(CsvRecordHandler.of(h -> h.fieldModifier(FieldModifiers.STRIP)), text)) {
            for (CsvRecord r : csv) {
                row.row(r.getStartingLineNumber(), r.getFields());
            }
        } catch (CsvParseException e) {
            throw e.getCause() instanceof IOException io ? io
                    : new Fault("is damaged or no table: " + e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")") + ".");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
