using SqlSpark.Catalyst.Sources;

namespace SqlSpark.DataSources.Files;

/// <summary>A table over files.</summary>
internal interface IFileTable : ITable
{
    /// <summary>The files.</summary>
    FileListing Listing { get; }

    /// <summary>The same table over some of its files.</summary>
    IFileTable With(FileListing listing);
}
