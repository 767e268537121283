package io.florin.ops.tool.repl;

import io.florin.ops.tool.ClientOptions;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code florin repl}. */
@Command(
        name = "repl",
        description = {
            "Talk to a node a line at a time: transfer alice -> bob 10.99 EUR.",
            "Ids have names of yours, kept in a file; Tab completes, the arrow keys bring back what was typed, and help"
                    + " lists the commands. Lines may also come from a file or a pipe."
        })
public final class ReplCommand implements Callable<Integer> {
    private static final Path HOME = Path.of(System.getProperty("user.home"), ".florin");
    private static final String PROMPT = "florin> ";

    @Mixin
    ClientOptions client = new ClientOptions();

    @Option(names = "--aliases", paramLabel = "FILE", description = "Names of ids; default ~/.florin/aliases.")
    Path aliases = HOME.resolve("aliases");

    @Option(names = "--history", paramLabel = "FILE", description = "What was typed; default ~/.florin/history.")
    Path history = HOME.resolve("history");

    @Override
    public Integer call() throws IOException {
        client.requireEndpoint();
        try (Terminal terminal =
                TerminalBuilder.builder().name("florin").dumb(true).build()) {
            return talk(terminal);
        }
    }

    /** Line by line until the end; where nobody types, the first mistake is the end as well. */
    Integer talk(Terminal terminal) throws IOException {
        try (var node = new ReplNode(client::connect)) {
            var session = new ReplSession(node, Aliases.at(aliases));
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("florin")
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // a ! is a !
                    .completer((line, parsed, candidates) -> candidates.addAll(candidates(session, parsed)))
                    .build();
            return talk(terminal, reader, session);
        }
    }

    private static Integer talk(Terminal terminal, LineReader reader, ReplSession session) {
        int failures = 0;
        while (!session.isOver()) {
            try {
                String answer = session.run(reader.readLine(PROMPT));
                if (!answer.isEmpty()) terminal.writer().println(answer);
            } catch (CommandFailure wrong) {
                failures++;
                terminal.writer().println("florin: " + wrong.getMessage());
            } catch (UserInterruptException given) {
                continue; // Ctrl-C: another line
            } catch (EndOfFileException end) {
                break;
            }
            terminal.flush();
        }
        boolean isTyped = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        return isTyped || failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<Candidate> candidates(ReplSession session, ParsedLine parsed) {
        return session.candidates(parsed.words().subList(0, parsed.wordIndex())).stream()
                .map(Candidate::new)
                .toList();
    }
}
