package tui

// The titles of the charts.
var (
	tIssuedByHour  = both("今天每小时签发", "Issued today, by the hour")
	tToFetchBy     = both("要收回的纸证，按楼栋", "Papers to fetch, by building")
	tMoreBuildings = both("其余 %d 栋", "%d others")
	tNoBuilding    = both("没有写楼栋", "no building")
)
