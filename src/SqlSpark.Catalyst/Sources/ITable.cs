using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Sources;

/// <summary>Something that can be read. Immutable; safe for use by several threads.</summary>
public interface ITable
{
    /// <summary>The name for messages and EXPLAIN.</summary>
    string Name { get; }

    /// <summary>The format for EXPLAIN: csv, parquet, jdbc.</summary>
    string Format { get; }

    /// <summary>The columns, partition columns last.</summary>
    StructType Schema { get; }

    /// <summary>True for rows that the engine itself keeps in memory.</summary>
    bool IsInMemory => false;

    /// <summary>Starts planning a scan.</summary>
    IScanBuilder NewScanBuilder();

    /// <summary>The same table with less in its nested columns; null when the source reads columns whole.</summary>
    /// <param name="schema">The columns of <see cref="Schema"/>, all of them and in their order, whose structs may lack fields at any depth.</param>
    ITable? Narrow(StructType schema) => null;

    /// <summary>
    /// True when the table, opened anew, would be this one: same columns, same rows. Only then a plan over it may be used again. A table that cannot tell says false.
    /// </summary>
    bool IsCurrent() => false;
}

/// <summary>Makes tables of one format from options: what <c>USING format OPTIONS (...)</c> and readers call.</summary>
public interface ITableProvider
{
    /// <summary>The short names of the format, the first one for messages: <c>csv</c>.</summary>
    IReadOnlyList<string> FormatNames { get; }

    /// <summary>A table over files or other places.</summary>
    /// <param name="request">Paths, options and schema.</param>
    /// <exception cref="Core.Errors.SqlSparkException">Paths that are missing, options that make no sense.</exception>
    ITable Open(TableRequest request);

    /// <summary>Plans a write to the one path of the request, which need not exist; or returns null when the format cannot be written.</summary>
    /// <param name="request">Path and options; its schema does not count.</param>
    /// <param name="info">What is written.</param>
    /// <exception cref="Core.Errors.SqlSparkException">Options that make no sense, columns that the format cannot hold.</exception>
    IWrite? NewWrite(TableRequest request, WriteInfo info) => null;
}

/// <summary>What a provider needs to open a table.</summary>
/// <param name="Paths">Files, folders and globs.</param>
/// <param name="Options">Options; names are compared without regard to case.</param>
/// <param name="Schema">The schema that the user declared, or null to infer it.</param>
/// <param name="Conf">The session's settings.</param>
public sealed record TableRequest(
    IReadOnlyList<string> Paths,
    IReadOnlyDictionary<string, string> Options,
    StructType? Schema,
    Core.Configuration.ConfSnapshot Conf)
{
    /// <summary>By column the value of rows in files that lack it, in the form of <c>BoxedValues</c>; other columns are NULL there. Null for none.</summary>
    public IReadOnlyDictionary<string, object>? ExistenceDefaults { get; init; }
}
