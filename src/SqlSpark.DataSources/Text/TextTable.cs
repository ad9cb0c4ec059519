using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Text;

/// <summary>Text files as a table of one string column.</summary>
/// <param name="listing">The files.</param>
/// <param name="schema">The column.</param>
/// <param name="options">How the files are read.</param>
internal sealed class TextTable(FileListing listing, StructType schema, TextOptions options) : IFileTable
{
    /// <inheritdoc />
    public string Name => Listing.Files.Length == 1 ? Listing.FileSystem.Describe(Listing.Files[0].Path) : Format;

    /// <inheritdoc />
    public string Format => TextTableProvider.FormatName;

    /// <inheritdoc />
    public StructType Schema { get; } = schema;

    /// <summary>The files.</summary>
    public FileListing Listing { get; } = listing;

    /// <summary>How the files are read.</summary>
    public TextOptions Options { get; } = options;

    /// <summary>Whether files that are gone are skipped.</summary>
    public bool IgnoresMissingFiles { get; init; }

    /// <summary>Whether the rest of files that cannot be read is skipped.</summary>
    public bool IgnoresCorruptFiles { get; init; }

    /// <inheritdoc />
    public IFileTable With(FileListing listing) =>
        new TextTable(listing, Schema, Options) { IgnoresMissingFiles = IgnoresMissingFiles, IgnoresCorruptFiles = IgnoresCorruptFiles };

    /// <inheritdoc />
    /// <remarks>The column is left out where lines are only counted.</remarks>
    public IScanBuilder NewScanBuilder() => new UnfilteredScanBuilder(this, (columns, limit) => new TextScan(this, columns.Count > 0, limit));
}
