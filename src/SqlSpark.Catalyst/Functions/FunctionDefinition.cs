using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Functions;

/// <summary>The group that documentation lists a function under; Spark's names.</summary>
public enum FunctionGroup
{
    /// <summary>Aggregates.</summary>
    Aggregate,

    /// <summary>Arrays.</summary>
    Array,

    /// <summary>Bits.</summary>
    Bitwise,

    /// <summary>Arrays and maps alike.</summary>
    Collection,

    /// <summary>CASE and its kin.</summary>
    Conditional,

    /// <summary>Casts by name.</summary>
    Conversion,

    /// <summary>CSV text.</summary>
    Csv,

    /// <summary>Dates, times and intervals.</summary>
    DateTime,

    /// <summary>Row generators.</summary>
    Generator,

    /// <summary>Hashes.</summary>
    Hash,

    /// <summary>JSON text.</summary>
    Json,

    /// <summary>Functions that take lambdas.</summary>
    Lambda,

    /// <summary>Maps.</summary>
    Map,

    /// <summary>Mathematics.</summary>
    Math,

    /// <summary>The rest.</summary>
    Misc,

    /// <summary>Predicates.</summary>
    Predicate,

    /// <summary>Strings.</summary>
    String,

    /// <summary>Structs.</summary>
    Struct,

    /// <summary>Functions in FROM.</summary>
    Table,

    /// <summary>URLs.</summary>
    Url,

    /// <summary>Window functions.</summary>
    Window,

    /// <summary>XML text.</summary>
    Xml,
}

/// <summary>An example of a call, executed by the tests.</summary>
/// <param name="Sql">A statement that returns one or more rows.</param>
/// <param name="Result">The cells in the form of a Hive result: columns joined by tabs, rows by line feeds.</param>
public sealed record FunctionExample(string Sql, string Result);

/// <summary>What every function declares: the one place from which look-up, documentation and tests are derived.</summary>
/// <param name="Name">The name in lower case.</param>
public abstract record FunctionDefinition(string Name)
{
    /// <summary>Other names.</summary>
    public EquatableArray<string> Aliases { get; init; }

    /// <summary>The group in the documentation.</summary>
    public required FunctionGroup Group { get; init; }

    /// <summary>The version of Spark that brought it.</summary>
    public string Since { get; init; } = "1.0.0";

    /// <summary>One or more sentences: <c>name(a, b) - Returns ...</c>.</summary>
    public required string Usage { get; init; }

    /// <summary>Examples, executed by the tests; at least one.</summary>
    public required EquatableArray<FunctionExample> Examples { get; init; }

    /// <summary>The names of the parameters, for calls with named arguments; empty when there are none.</summary>
    public EquatableArray<string> ParameterNames { get; init; }

    /// <summary>How many arguments a function that is a rewrite takes: least and most. Others say so by their overloads.</summary>
    public (int Least, int Most) RewriteArity { get; init; } = (0, int.MaxValue);

    /// <summary>How a call prints itself, by name and printed arguments; null for <c>name(a, b)</c>. Column names come from it.</summary>
    public Func<string, IReadOnlyList<string>, string>? Printer { get; init; }

    /// <summary>The call as text.</summary>
    public string Format(string name, IReadOnlyList<string> arguments) =>
        Printer is null ? $"{(name.Length == 0 ? Name : name)}({string.Join(", ", arguments)})" : Printer(name.Length == 0 ? Name : name, arguments);
}
