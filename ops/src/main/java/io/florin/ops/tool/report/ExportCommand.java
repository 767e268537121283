package io.florin.ops.tool.report;

import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Fields;
import io.florin.ops.tool.OutputOption;
import io.florin.projection.ReadModel;
import io.florin.projection.ReadModelExport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write every table of the read model as ordered CSV into FOLDER, all as of one sequence.",
            "Two read models of one journal at one sequence give equal files."
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "Where the files go; is made if needed.")
    Path folder = Path.of("");

    @Mixin
    ModelOptions options = new ModelOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        try (ReadModel model = ReadModel.of(ModelOptions.model(options.config()))) {
            long sequence = ReadModelExport.write(model, folder);
            output.print(new Fields().number("sequence", sequence).text("folder", folder.toString()));
        }
        return ExitCode.OK;
    }
}
