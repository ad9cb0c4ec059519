using System.Globalization;
using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>The first record of a file: names of columns.</summary>
internal static unsafe class CsvHeader
{
    private const int HeaderBlockBytes = 1 << 16;

    /// <summary>The first record of a file: its line, and its values with null for those that are missing or NULL; null if there is none.</summary>
    public static FirstRecord? ReadFirstRecord(IFileSystem fileSystem, FileEntry file, CsvOptions options, MemoryAccount account)
    {
        // How many values there are is only known after a first look.
        var counting = new CsvColumnMap(0, [], 0, ChecksColumnCount: true);
        var count = 0;
        ReadOne(fileSystem, file, options, counting, account, reader => count = reader.ColumnCount);
        if (count == 0)
            return null;
        var values = new string?[count];
        byte[] line = [];
        var all = new CsvColumnMap(count, [.. Enumerable.Range(0, count)], count, ChecksColumnCount: true);
        ReadOne(fileSystem, file, options, all, account, reader =>
        {
            line = reader.Chunk.Lines[0].Bytes.ToArray();
            for (var i = 0; i < count; i++)
            {
                var field = *reader.Chunk.Slot(i);
                values[i] = field.IsNull(options.NullValue) ? null : Encoding.UTF8.GetString(field.Bytes);
            }
        });
        return new FirstRecord(line, values);
    }

    /// <summary>
    /// Names for columns: those of the header, with the position behind names that occur twice, and <c>_c0</c>, <c>_c1</c> ... where there is
    /// no header or no name.
    /// </summary>
    /// <remarks>Spark: <c>CSVUtils.makeSafeHeader</c>.</remarks>
    public static string[] NameColumns(string?[] firstRecord, bool hasHeader, bool isCaseSensitive)
    {
        var seen = new Dictionary<string, int>(isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var name in firstRecord)
        {
            if (name is not null)
                seen[name] = seen.GetValueOrDefault(name) + 1;
        }

        var names = new string[firstRecord.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var position = i.ToString(CultureInfo.InvariantCulture);
            names[i] = !hasHeader || string.IsNullOrEmpty(firstRecord[i]) ? "_c" + position
                : seen[firstRecord[i]!] > 1 ? firstRecord[i] + position
                : firstRecord[i]!;
        }

        return names;
    }

    /// <summary>Compares a file's header with the schema, for files that must agree: <c>enforceSchema=false</c>.</summary>
    /// <remarks>Spark: <c>CSVHeaderChecker</c>.</remarks>
    public static void Check(CsvTable table, CsvScan scan, FileSplit split, MemoryAccount account)
    {
        var file = new FileEntry(split.Path, false, split.FileLength, default);
        if (ReadFirstRecord(table.Listing.FileSystem, file, table.Options, account) is not { Values: var header })
            return;
        var names = new List<(int Column, string Name)>();
        var column = 0;
        for (var ordinal = 0; ordinal < table.Schema.Fields.Count; ordinal++)
        {
            if (ordinal == table.CorruptRecordOrdinal)
                continue;
            if (scan.ColumnMap.ChecksColumnCount || scan.ColumnMap.Slots[column] >= 0)
                names.Add((column, table.Schema.Fields[ordinal].Name));
            column++;
        }

        var path = table.Listing.FileSystem.Describe(split.Path);
        if (scan.ColumnMap.ChecksColumnCount && header.Length != names.Count)
        {
            throw CsvErrors.HeaderMismatch(string.Create(
                CultureInfo.InvariantCulture,
                $"The header of the CSV file {path} has {header.Length} columns, but the schema has {names.Count}."));
        }

        foreach (var (position, name) in names)
        {
            var found = position < header.Length ? header[position] : null;
            if (!table.Conf.NameComparer.Equals(found, name))
                throw CsvErrors.HeaderMismatch($"The header of the CSV file {path} does not agree with the schema: it has {found ?? "no name"} where {name} is expected.");
        }
    }

    private static void ReadOne(
        IFileSystem fileSystem, FileEntry file, CsvOptions options, CsvColumnMap columns, MemoryAccount account, Action<CsvFileReader> use)
    {
        using var heap = new StringHeap(account);
        using var reader = new CsvFileReader(
            fileSystem, new FileSplit(0, file.Path, 0, long.MaxValue, file.ByteLength), options, columns, heap, account, HeaderBlockBytes, CancellationToken.None);
        if (reader.Read(1, staysInBlock: false) > 0)
            use(reader);
    }

    /// <summary>The first record of a file.</summary>
    /// <param name="Line">Its text.</param>
    /// <param name="Values">Its values; null where one is missing or NULL.</param>
    public sealed record FirstRecord(byte[] Line, string?[] Values);
}
