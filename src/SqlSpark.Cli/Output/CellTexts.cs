using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Cli.Output;

/// <summary>Cells as text, in one of Spark's styles. Not thread-safe.</summary>
internal sealed class CellTexts(ValueStyle style, ValueFormatOptions options)
{
    private readonly Dictionary<DataType, ValueFormatter> _formatters = [];

    /// <summary>The text of a cell; null for NULL.</summary>
    public string? Format(Vector vector, int row)
    {
        if (vector.IsNull(row))
            return null;
        if (!_formatters.TryGetValue(vector.Type, out var formatter))
            _formatters.Add(vector.Type, formatter = new ValueFormatter(vector.Type, style, options));
        return Encoding.UTF8.GetString(formatter.Format(vector, row));
    }
}
