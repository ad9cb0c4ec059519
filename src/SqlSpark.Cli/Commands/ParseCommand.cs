using System.CommandLine;
using System.Text.Json;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Parser;

namespace SqlSpark.Cli.Commands;

/// <summary><c>sqlspark parse --statements FILE.json</c>: parses texts, runs nothing, and says which are well-formed.</summary>
internal static class ParseCommand
{
    private enum Kind
    {
        Statement,
        Expression,
        DataType,
        TableSchema,
    }

    public static Command Create(GlobalOptions global)
    {
        var statements = new Option<FileInfo>("--statements") { Description = "A file with a JSON array of texts.", HelpName = "FILE.json", Required = true };
        var kind = new Option<Kind>("--kind") { Description = "What the texts are." };
        var format = new Option<string>("--format") { Description = "One JSON object a text.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json");
        var command = new Command("parse", "Parse SQL without running it.") { statements, kind, format };
        command.SetAction(parsed => Run(global, parsed, parsed.GetRequiredValue(statements), parsed.GetValue(kind)));
        return command;
    }

    private static int Run(GlobalOptions global, ParseResult parsed, FileInfo file, Kind kind)
    {
        try
        {
            using var session = global.CreateSession(parsed);
            var texts = JsonSerializer.Deserialize(File.ReadAllText(file.FullName), StatementsJson.Default.StringArray) ?? [];
            var failed = false;
            for (var i = 0; i < texts.Length; i++)
                failed |= !Parse(session.State.Conf.Snapshot, i, texts[i], kind);
            return failed ? ExitCodes.StatementFailed : ExitCodes.Success;
        }
        catch (Exception error) when (error is SqlSparkException or IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Usage;
        }
    }

    private static bool Parse(ConfSnapshot conf, int index, string text, Kind kind)
    {
        SqlSparkException? failure = null;
        try
        {
            object tree = kind switch
            {
                Kind.Expression => SqlParser.Instance.ParseExpression(text, conf),
                Kind.DataType => SqlParser.Instance.ParseDataType(text, conf),
                Kind.TableSchema => SqlParser.Instance.ParseTableSchema(text, conf),
                _ => SqlParser.Instance.ParseStatement(text, conf),
            };
            GC.KeepAlive(tree);
        }
        catch (SqlSparkException error)
        {
            failure = error;
        }

        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("statement", index);
            json.WriteString("sql", text);
            if (failure is not null)
            {
                json.WriteStartObject("error");
                json.WriteString("class", failure.Condition);
                json.WriteString("sqlState", failure.SqlState);
                json.WriteString("message", failure.Message);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length));
        return failure is null;
    }
}
