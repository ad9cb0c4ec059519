using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SqlSpark.Commands;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Cli.Output;

/// <summary>
/// One JSON object a statement and line, written as soon as the statement ends: its columns, schema and rows with cells as text joined by
/// tabs, or its error with class, SQLSTATE and message.
/// </summary>
internal sealed class JsonReport(Stream output, ValueStyle cells, bool withSchemaTree)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Runs a statement and writes its object. Returns false when the statement failed.</summary>
    public bool Run(SparkSession session, int index, string sql, Func<ValueFormatOptions> options, CancellationToken cancellationToken)
    {
        try
        {
            var data = session.Sql(sql, cancellationToken);
            var rows = Rows(data, options, cancellationToken);
            Write(index, sql, json => WriteResult(json, data.Schema, rows));
            return true;
        }
        catch (SqlSparkException error)
        {
            Write(index, sql, json => WriteError(json, error.Condition, error.SqlState, error.Message));
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A bug of ours must not look like the user's error, and must not end the run.
            Write(index, sql, json => WriteError(json, "INTERNAL_ERROR", "XX000", $"{error.GetType().Name}: {error.Message}"));
            return false;
        }
    }

    private List<string> Rows(DataFrame data, Func<ValueFormatOptions> options, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        if (data.Schema.Fields.IsEmpty)
            return rows;
        var texts = new CellTexts(cells, options());
        var row = new List<string>();
        using var result = data.Execute(cancellationToken);
        while (result.TryNext(out var batch))
        {
            foreach (var i in batch.Rows)
            {
                row.Clear();
                for (var column = 0; column < batch.ColumnCount; column++)
                    row.Add(texts.Format(batch[column], i) ?? "NULL");
                rows.Add(cells == ValueStyle.HiveResult ? HiveResultRows.Row(data.Plan, row) : string.Join('\t', row));
            }
        }

        return rows;
    }

    private void Write(int index, string sql, Action<Utf8JsonWriter> content)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("statement", index);
            json.WriteString("sql", sql);
            content(json);
            json.WriteEndObject();
        }

        output.Write(_buffer.WrittenSpan);
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    private void WriteResult(Utf8JsonWriter json, StructType schema, List<string> rows)
    {
        json.WriteStartArray("columns");
        foreach (var field in schema.Fields)
            json.WriteStringValue(field.Name);
        json.WriteEndArray();
        json.WriteString("schema", schema.CatalogString);
        if (withSchemaTree)
            json.WriteString("schemaTree", SchemaTree.Of(schema));
        json.WriteStartArray("rows");
        foreach (var row in rows)
            json.WriteStringValue(row);
        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, string condition, string? sqlState, string message)
    {
        json.WriteStartObject("error");
        json.WriteString("class", condition);
        json.WriteString("sqlState", sqlState);
        json.WriteString("message", message);
        json.WriteEndObject();
    }
}
