namespace SqlSpark.DataSources.Files;

/// <summary>A split that is a part of one file.</summary>
internal interface IFileSplit
{
    /// <summary>The file.</summary>
    string FilePath { get; }
}
